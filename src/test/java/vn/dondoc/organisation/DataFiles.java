package vn.dondoc.organisation;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.List;
import org.springframework.core.io.ByteArrayResource;
import org.springframework.core.io.ClassPathResource;
import org.springframework.core.io.Resource;

/** Data files of the tests, and settings that name them. */
class DataFiles {

  static final OrganisationSettings ALL_OF_NGHE_AN =
      new OrganisationSettings(
          List.of(new ClassPathResource("data/provincial-units.csv")),
          List.of(new ClassPathResource("data/units.csv")),
          List.of());

  private DataFiles() {}

  static OrganisationSettings units(String... rows) {
    return new OrganisationSettings(List.of(unitsFile(rows)), List.of(), List.of());
  }

  static OrganisationSettings withOfficers(OrganisationSettings settings, String... rows) {
    return new OrganisationSettings(
        settings.units(),
        settings.districtsAndCommunes(),
        List.of(file("officers.csv", "user,name,unit,email", rows)));
  }

  static Resource unitsFile(String... rows) {
    return file("units-a.csv", "code,name,kind,superior,email", rows);
  }

  static Resource districtsFile(String... rows) {
    return file(
        "districts.csv",
        "district_code,district_name,district_type,commune_code,commune_name,commune_type",
        rows);
  }

  static Resource file(String name, String header, String... rows) {
    String text = header + "\n" + String.join("\n", rows);
    return new ByteArrayResource(text.getBytes(UTF_8)) {
      @Override
      public String getFilename() {
        return name;
      }
    };
  }
}
