package vn.dondoc.organisation;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.springframework.core.io.Resource;

/** Reads the files of officers; bad rows are named, and refuse them all. */
class OfficerFiles {

  private static final List<String> OFFICERS = List.of("user", "name", "unit", "email");
  private static final Pattern USER = Pattern.compile("[A-Za-z0-9._@-]{1,64}");

  private OfficerFiles() {}

  /** Whether somebody can sign in by this name. */
  static boolean isUser(String text) {
    return USER.matcher(text).matches();
  }

  static Stated<Officer> read(OrganisationSettings settings, Set<String> units) {
    List<Officer> officers = new ArrayList<>();
    List<Fault> faults = new ArrayList<>();
    Map<String, Officer> persons = new HashMap<>();
    Map<List<String>, DataRow> appointments = new HashMap<>();
    for (Resource file : settings.officers()) {
      DataRow.read(
          file,
          OFFICERS,
          faults,
          row -> {
            Officer officer = officer(row, units);
            DataRow earlier =
                appointments.putIfAbsent(List.of(officer.user(), officer.unit()), row);
            if (earlier != null) {
              throw row.bad(
                  "«%s» đã thuộc «%s» ở %s", officer.user(), officer.unit(), row.place(earlier));
            }
            Officer person = persons.putIfAbsent(officer.user(), officer);
            if (person != null && !person.isSamePersonAs(officer)) {
              throw row.bad("«%s» đã có với họ tên hoặc địa chỉ thư khác", officer.user());
            }
            officers.add(officer);
          });
    }
    return new Stated<>(officers, faults);
  }

  private static Officer officer(DataRow row, Set<String> units) {
    String user = row.text("user");
    if (!isUser(user)) {
      throw row.bad("tên đăng nhập chỉ gồm chữ không dấu, chữ số và . _ @ -: «%s»", user);
    }
    String unit = row.text("unit");
    if (!units.contains(unit)) {
      throw row.bad("không có đơn vị nào mang mã «%s»", unit);
    }
    return new Officer(user, row.text("name"), unit, row.email("email"));
  }
}
