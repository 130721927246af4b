package vn.dondoc.organisation;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.util.List;
import java.util.function.Consumer;
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

  /**
   * Hands every row of a file to the reader.
   *
   * @param faults where all rows go that are damaged or that the reader refuses
   */
  static void read(
      Resource file, List<String> columns, List<Fault> faults, Consumer<DataRow> reader) {
    String name = String.valueOf(file.getFilename());
    String text;
    try {
      text = text(file);
    } catch (CharacterCodingException e) {
      faults.add(
          new Fault(
              name,
              null,
              "không đọc được vì không phải UTF-8; trong Excel hãy lưu dạng «CSV UTF-8»"));
      return;
    } catch (IOException | UncheckedIOException e) {
      faults.add(new Fault(name, null, "không đọc được (%s)".formatted(e.getMessage())));
      return;
    }
    try (CSVParser parser = format(text).parse(new StringReader(text))) {
      for (String column : columns) {
        if (!parser.getHeaderNames().contains(column)) {
          faults.add(new Fault(name, 1L, "thiếu cột «%s»".formatted(column)));
          return;
        }
      }
      for (CSVRecord cells : parser) {
        if (cells.stream().allMatch(String::isEmpty)) {
          continue; // Spreadsheets leave such rows at the end.
        }
        DataRow row = new DataRow(name, parser.getCurrentLineNumber(), cells);
        try {
          if (!cells.isConsistent()) {
            throw row.bad("số cột không khớp với dòng tiêu đề");
          }
          reader.accept(row);
        } catch (BadDataFile bad) {
          faults.addAll(bad.faults());
        }
      }
    } catch (IOException | UncheckedIOException | IllegalArgumentException e) {
      faults.add(new Fault(name, null, "không đọc được (%s)".formatted(e.getMessage())));
    }
  }

  /** Spreadsheets put a byte order mark first; what is not UTF-8 is reported, not replaced. */
  private static String text(Resource file) throws IOException {
    try (InputStream in = BOMInputStream.builder().setInputStream(file.getInputStream()).get()) {
      return UTF_8.newDecoder().decode(ByteBuffer.wrap(in.readAllBytes())).toString();
    }
  }

  /** Excel separates by semicolons where a comma is what separates decimals, as in Vietnam. */
  private static CSVFormat format(String text) {
    String header = text.lines().findFirst().orElse("");
    return header.contains(";") && !header.contains(",")
        ? FORMAT.builder().setDelimiter(';').get()
        : FORMAT;
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
    if (email != null && !Mailbox.isOne(email)) {
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
    return new BadDataFile(new Fault(file, line, reason.formatted(arguments)));
  }
}
