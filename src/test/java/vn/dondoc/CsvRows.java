package vn.dondoc;

import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVRecord;

/** Test data in CSV with a header line. */
public final class CsvRows {

  private CsvRows() {}

  /** The rows of a resource, e.g. {@code /letter/clauses-2024.csv}. */
  public static List<CSVRecord> of(String resource) throws IOException {
    try (var content = CsvRows.class.getResourceAsStream(resource);
        var reader = new InputStreamReader(content, StandardCharsets.UTF_8)) {
      return CSVFormat.DEFAULT
          .builder()
          .setHeader()
          .setSkipHeaderRecord(true)
          .get()
          .parse(reader)
          .getRecords();
    }
  }
}
