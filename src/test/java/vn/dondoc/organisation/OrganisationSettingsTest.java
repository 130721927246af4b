package vn.dondoc.organisation;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.core.io.Resource;

class OrganisationSettingsTest {

  private final ApplicationContextRunner runner =
      new ApplicationContextRunner().withUserConfiguration(OrganisationConfiguration.class);

  @Test
  void nameTheFilesOfNgheAnAndNoOfficersUnlessSetOtherwise() {
    runner.run(
        context -> {
          OrganisationSettings settings = context.getBean(OrganisationSettings.class);
          assertThat(settings.units()).singleElement().matches(Resource::exists);
          assertThat(settings.districtsAndCommunes()).singleElement().matches(Resource::exists);
          assertThat(settings.officers()).isEmpty();
        });
  }

  @Test
  void takeSeveralFilesOrNone() {
    runner
        .withPropertyValues(
            "dondoc.organisation.units=classpath:a.csv,classpath:b.csv",
            "dondoc.organisation.districts-and-communes=",
            "dondoc.organisation.officers=file:officers.csv")
        .run(
            context -> {
              OrganisationSettings settings = context.getBean(OrganisationSettings.class);
              assertThat(settings.units())
                  .extracting(Resource::getFilename)
                  .containsExactly("a.csv", "b.csv");
              assertThat(settings.districtsAndCommunes()).isEmpty();
              assertThat(settings.officers())
                  .extracting(Resource::getFilename)
                  .containsExactly("officers.csv");
            });
  }
}
