package vn.dondoc;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import vn.dondoc.nodes.Node;

/**
 * The application as a newcomer starts it, from the packaged jar, from the class folder as {@code
 * mvn spring-boot:run} does, and from an archive of classes: names of resources differ between
 * them, which must not show.
 */
class ApplicationStartIT {

  private static final int OPEN_AT_ISSUE = 2943;
  private static final Duration PATIENCE = Duration.ofMinutes(5);

  @TempDir Path home;

  private Node application;

  @AfterEach
  void stop() {
    if (application != null) {
      application.stop();
      application = null;
    }
  }

  @Test
  void issuesTheLetterOnceAndGoesOnWithItAfterARestartFromElsewhere() {
    application = plan().fromJar().start();
    application.await("the first tasks", PATIENCE, () -> performDuties() > 300);
    // In the middle of the launch, without any farewell.
    application.kill();

    application = plan().fromClassFolder().start();
    application.await(
        "all duties that need not wait", PATIENCE, () -> performDuties() == OPEN_AT_ISSUE);
    assertThat(
            application.count("/engine-rest/process-instance/count?processDefinitionKey=Campaign"))
        .isOne();
    assertThat(application.count("/engine-rest/deployment/count")).isOne();
    assertThat(application.count("/engine-rest/incident/count")).isZero();
    assertThat(now()).startsWith("2024-05-06T08:");
    application.advance("P3D");
    stop();

    application = plan().fromArchive().start();
    assertThat(application.count("/engine-rest/deployment/count")).isOne();
    assertThat(performDuties()).isEqualTo(OPEN_AT_ISSUE);
    assertThat(now()).startsWith("2024-05-09T08:");
    // Not there, Tasklist stays empty: with the libraries named by the jar alone it is not found.
    assertThat(
            application
                .as("xa-16663")
                .get("/camunda/api/tasklist/plugin/tasklistPlugins/static/app/plugin.js")
                .statusCode())
        .isEqualTo(200);
  }

  @Test
  void refusesToStartWithABadRowInADataFile() throws Exception {
    Path units = home.resolve("units.csv");
    Files.writeString(
        units,
        "code,name,kind,superior,email\nubnd-tinh,UBND tỉnh,PROVINCE,,\nxa-1,Xã Một,COMMUNE,huyen-1,\n",
        StandardCharsets.UTF_8);
    Node refused = plan().fromJar().with("dondoc.organisation.units=file:" + units).launch();

    assertThat(refused.waitForEnd(PATIENCE)).isNotZero();
    assertThat(refused.log()).contains("units.csv").contains("dòng 3").contains("huyen-1");
  }

  /** As a newcomer's: nothing is said about how Java shall run. */
  private Node.Plan plan() {
    return Node.Plan.in(home).on();
  }

  private long performDuties() {
    return application.count("/engine-rest/task/count?taskDefinitionKey=PerformDuty");
  }

  private String now() {
    return application.now().toString();
  }
}
