package vn.dondoc.organisation;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;
import org.apache.commons.io.input.BOMInputStream;
import org.springframework.core.io.Resource;

/** A row of a CSV file that knows where it stands, for the message when it is bad. */
record DataRow(String file, long line, CSVRecord cells) {

  private static final CSVFormat FORMAT =
      CSVFormat.DEFAULT.builder().setHeader().setSkipHeaderRecord(true).setTrim(true).get();

  /** What the engine accepts in the id of a group, and what needs no escaping anywhere. */
  private static final Pattern CODE = Pattern.compile("[A-Za-z0-9-]{1,40}");

  private static final int LONGEST = 200;

  static List<DataRow> read(Resource file, List<String> columns) {
    String name = String.valueOf(file.getFilename());
    // Spreadsheets put a byte order mark first; the decoder, unlike the charset, reports what is
    // not
    // UTF-8 instead of replacing it.
    try (InputStream in = BOMInputStream.builder().setInputStream(file.getInputStream()).get();
        Reader reader = new InputStreamReader(in, UTF_8.newDecoder());
        CSVParser parser = FORMAT.parse(reader)) {
      for (String column : columns) {
        if (!parser.getHeaderNames().contains(column)) {
          throw new BadDataFile(name, 1, "thiếu cột «%s»".formatted(column));
        }
      }
      List<DataRow> rows = new ArrayList<>();
      for (CSVRecord cells : parser) {
        DataRow row = new DataRow(name, parser.getCurrentLineNumber(), cells);
        if (!cells.isConsistent()) {
          throw row.bad("số cột không khớp với dòng tiêu đề");
        }
        rows.add(row);
      }
      return rows;
    } catch (IOException | UncheckedIOException | IllegalArgumentException unreadable) {
      throw new BadDataFile(name, unreadable);
    }
  }

  String text(String column) {
    String text = cells.get(column);
    if (text.isEmpty()) {
      throw bad("thiếu «%s»", column);
    }
    if (text.length() > LONGEST) {
      throw bad("«%s» dài quá %d ký tự", column, LONGEST);
    }
    return text;
  }

  String textOrNull(String column) {
    return cells.get(column).isEmpty() ? null : text(column);
  }

  String code(String column) {
    String code = text(column);
    if (!CODE.matcher(code).matches()) {
      throw bad("mã chỉ gồm chữ không dấu, chữ số và gạch nối, dài không quá 40: «%s»", code);
    }
    return code;
  }

  String email(String column) {
    String email = textOrNull(column);
    if (email != null && !email.contains("@")) {
      throw bad("địa chỉ thư không hợp lệ: «%s»", email);
    }
    return email;
  }

  /** Where another row stands, told from this one. */
  String place(DataRow other) {
    return file.equals(other.file)
        ? "dòng %d".formatted(other.line)
        : "tệp %s, dòng %d".formatted(other.file, other.line);
  }

  BadDataFile bad(String reason, Object... arguments) {
    return new BadDataFile(file, line, reason.formatted(arguments));
  }
}
