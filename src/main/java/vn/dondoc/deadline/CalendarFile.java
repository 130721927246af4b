package vn.dondoc.deadline;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.time.format.TextStyle;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;
import org.apache.commons.io.input.BOMInputStream;
import org.springframework.core.io.Resource;

/** Reads {@code date,weekday,type,name_vi,source}; one bad row refuses the whole file. */
class CalendarFile {

  private static final List<String> COLUMNS =
      List.of("date", "weekday", "type", "name_vi", "source");
  private static final Pattern TYPE =
      Pattern.compile("(?:(COMPUTED|UNCONFIRMED)_)?(HOLIDAY|SUBSTITUTE|SWAP_OFF|MAKEUP_WORK)");
  private static final CSVFormat FORMAT =
      CSVFormat.DEFAULT.builder().setHeader().setSkipHeaderRecord(true).setTrim(true).get();

  private final String name;
  private final Map<LocalDate, Long> lines = new HashMap<>();

  private CalendarFile(String name) {
    this.name = name;
  }

  static List<CalendarDay> read(Resource file) {
    String name = String.valueOf(file.getFilename());
    // Spreadsheets put a byte order mark first; the decoder, unlike the charset, reports what is
    // not
    // UTF-8 instead of replacing it.
    try (InputStream in = BOMInputStream.builder().setInputStream(file.getInputStream()).get();
        Reader reader = new InputStreamReader(in, UTF_8.newDecoder());
        CSVParser parser = FORMAT.parse(reader)) {
      return new CalendarFile(name).days(parser);
    } catch (IOException | UncheckedIOException | IllegalArgumentException unreadable) {
      throw new BadCalendarFile(name, unreadable);
    }
  }

  private List<CalendarDay> days(CSVParser parser) {
    for (String column : COLUMNS) {
      if (!parser.getHeaderNames().contains(column)) {
        throw new BadCalendarFile(name, 1, "thiếu cột «%s»".formatted(column));
      }
    }
    List<CalendarDay> days = new ArrayList<>();
    for (CSVRecord row : parser) {
      days.add(day(row, parser.getCurrentLineNumber()));
    }
    return days;
  }

  private CalendarDay day(CSVRecord row, long line) {
    if (!row.isConsistent()) {
      throw new BadCalendarFile(name, line, "số cột không khớp với dòng tiêu đề");
    }
    LocalDate day = date(row.get("date"), line);
    String weekday = day.getDayOfWeek().getDisplayName(TextStyle.SHORT, Locale.ENGLISH);
    if (!weekday.equals(row.get("weekday"))) {
      throw new BadCalendarFile(
          name, line, "ngày %s là %s, không phải «%s»".formatted(day, weekday, row.get("weekday")));
    }
    Long earlier = lines.putIfAbsent(day, line);
    if (earlier != null) {
      throw new BadCalendarFile(name, line, "ngày %s đã có ở dòng %d".formatted(day, earlier));
    }
    Matcher type = TYPE.matcher(row.get("type"));
    if (!type.matches()) {
      throw new BadCalendarFile(
          name, line, "loại ngày không có trong quy định: «%s»".formatted(row.get("type")));
    }
    return new CalendarDay(
        day,
        CalendarDay.Type.valueOf(type.group(2)),
        name(row.get("name_vi"), line),
        source(row.get("source"), line),
        type.group(1) == null
            ? CalendarDay.Status.OFFICIAL
            : CalendarDay.Status.valueOf(type.group(1)));
  }

  private LocalDate date(String text, long line) {
    try {
      return LocalDate.parse(text);
    } catch (DateTimeParseException unparsable) {
      throw new BadCalendarFile(
          name, line, "ngày không đúng dạng yyyy-MM-dd: «%s»".formatted(text));
    }
  }

  private String name(String text, long line) {
    if (text.isEmpty()) {
      throw new BadCalendarFile(name, line, "thiếu tên ngày");
    }
    return atMost(200, text, line);
  }

  private String source(String text, long line) {
    return text.isEmpty() ? null : atMost(400, text, line);
  }

  private String atMost(int length, String text, long line) {
    if (text.length() > length) {
      throw new BadCalendarFile(name, line, "dài quá %d ký tự: «%s»".formatted(length, text));
    }
    return text;
  }
}
