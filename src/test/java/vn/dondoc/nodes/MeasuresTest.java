package vn.dondoc.nodes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@link Measures} calls growth. */
class MeasuresTest {

  @TempDir Path folder;

  @Test
  void comparesTheLastThreeWithThoseInWhichNodesAreWarm() {
    assertThat(measures(90, 10, 10, 10, 12, 14, 15, 16).growth("ms")).isEqualTo(1.5);
  }

  @Test
  void takesNoNoticeOfASingleOneThatIsOutOfLine() {
    assertThat(measures(90, 10, 10, 50, 12, 10, 10, 70).growth("ms")).isEqualTo(1.0);
  }

  @Test
  void saysNothingOfGrowthWhereBeginningAndEndWouldBeTheSame() {
    Measures few = measures(90, 10, 10, 10, 12, 14);
    assertThat(few.isLongEnough()).isFalse();
    assertThat(few.table()).isNotEmpty().doesNotContain("growth");
  }

  @Test
  void writesATableAndJson() throws Exception {
    measures(90, 10.5, 10, 10, 12, 14, 15).write(folder, "run", Map.of("seed", 7));
    assertThat(Files.readString(folder.resolve("run.txt"))).contains("10.5").contains("growth");
    JsonNode json = Node.JSON.readTree(folder.resolve("run.json").toFile());
    assertThat(json.path("seed").asInt()).isEqualTo(7);
    assertThat(json.path("campaigns")).hasSize(7);
    assertThat(json.path("growth").path("ms").asDouble()).isCloseTo(1.4, within(0.001));
  }

  private static Measures measures(double... values) {
    Measures measures = new Measures();
    for (double value : values) {
      measures.add(Map.of("ms", value));
    }
    return measures;
  }
}
