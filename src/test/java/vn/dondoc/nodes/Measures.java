package vn.dondoc.nodes;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.IntToDoubleFunction;

/** What was measured in each campaign of a long run, and whether it grows. */
final class Measures {

  private final List<Map<String, Double>> campaigns = new ArrayList<>();

  void add(Map<String, Double> campaign) {
    campaigns.add(new LinkedHashMap<>(campaign));
  }

  /** A value of this campaign; the first one is 1. */
  double of(int campaign, String measure) {
    return campaigns.get(campaign - 1).get(measure);
  }

  /**
   * How much larger it is in the end than in the beginning: the median of the last three campaigns
   * divided by that of the three after the first, in which the nodes warm up.
   */
  double growth(String measure) {
    int last = campaigns.size();
    return median(last - 2, last, measure) / Math.max(median(2, 4, measure), 1e-9);
  }

  /** Whether the beginning and the end are different campaigns. */
  boolean isLongEnough() {
    return campaigns.size() >= 7;
  }

  private double median(int from, int to, String measure) {
    return quantile(
        campaigns.subList(from - 1, to).stream().map(each -> each.get(measure)).toList(), 0.5);
  }

  static double quantile(List<Double> values, double quantile) {
    if (values.isEmpty()) {
      return 0;
    }
    double[] sorted = values.stream().mapToDouble(Double::doubleValue).sorted().toArray();
    return sorted[Math.min(sorted.length - 1, (int) Math.floor(sorted.length * quantile))];
  }

  /**
   * As a table, a measure a line and a campaign a column, with the growth at its end, and as JSON.
   */
  void write(Path folder, String name, Map<String, ? extends Number> about) {
    try {
      Files.createDirectories(folder);
      Files.writeString(folder.resolve(name + ".txt"), table(), StandardCharsets.UTF_8);
      ObjectNode all = Node.JSON.createObjectNode();
      about.forEach((what, value) -> all.put(what, value.doubleValue()));
      if (isLongEnough()) {
        ObjectNode growth = all.putObject("growth");
        campaigns.get(0).keySet().forEach(measure -> growth.put(measure, growth(measure)));
      }
      ArrayNode list = all.putArray("campaigns");
      campaigns.forEach(each -> list.add(Node.JSON.valueToTree(each)));
      Files.writeString(
          folder.resolve(name + ".json"),
          Node.JSON.writerWithDefaultPrettyPrinter().writeValueAsString(all),
          StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  String table() {
    if (campaigns.isEmpty()) {
      return "";
    }
    StringBuilder table = new StringBuilder();
    line(table, "campaign", n -> n + 1, isLongEnough() ? "   growth" : "");
    for (String measure : campaigns.get(0).keySet()) {
      line(
          table,
          measure,
          n -> campaigns.get(n).get(measure),
          isLongEnough() ? String.format(Locale.ROOT, "%9.2f", growth(measure)) : "");
    }
    return table.toString();
  }

  private void line(StringBuilder table, String name, IntToDoubleFunction value, String growth) {
    table.append(String.format(Locale.ROOT, "%-28s", name));
    for (int n = 0; n < campaigns.size(); n++) {
      double each = value.applyAsDouble(n);
      table.append(
          String.format(Locale.ROOT, each < 100 && each % 1 != 0 ? "%9.1f" : "%9.0f", each));
    }
    table.append(growth).append('\n');
  }
}
