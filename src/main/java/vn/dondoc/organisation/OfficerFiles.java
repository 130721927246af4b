package vn.dondoc.organisation;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;
import org.springframework.core.io.Resource;

/** Reads the files of officers; one bad row refuses them all. */
class OfficerFiles {

  private static final List<String> OFFICERS = List.of("user", "name", "unit", "email");
  private static final Pattern USER = Pattern.compile("[A-Za-z0-9._@-]{1,64}");

  private OfficerFiles() {}

  static List<Officer> read(OrganisationSettings settings, Set<String> units) {
    List<Officer> officers = new ArrayList<>();
    Map<String, Officer> persons = new HashMap<>();
    Map<List<String>, DataRow> appointments = new HashMap<>();
    for (Resource file : settings.officers()) {
      for (DataRow row : DataRow.read(file, OFFICERS)) {
        Officer officer = officer(row, units);
        DataRow earlier = appointments.putIfAbsent(List.of(officer.user(), officer.unit()), row);
        if (earlier != null) {
          throw row.bad(
              "«%s» đã thuộc «%s» ở %s", officer.user(), officer.unit(), row.place(earlier));
        }
        Officer person = persons.putIfAbsent(officer.user(), officer);
        if (person != null
            && !(person.name().equals(officer.name())
                && Objects.equals(person.email(), officer.email()))) {
          throw row.bad("«%s» đã có với họ tên hoặc địa chỉ thư khác", officer.user());
        }
        officers.add(officer);
      }
    }
    return officers;
  }

  private static Officer officer(DataRow row, Set<String> units) {
    String user = row.text("user");
    if (!USER.matcher(user).matches()) {
      throw row.bad("tên đăng nhập chỉ gồm chữ không dấu, chữ số và . _ @ -: «%s»", user);
    }
    String unit = row.text("unit");
    if (!units.contains(unit)) {
      throw row.bad("không có đơn vị nào mang mã «%s»", unit);
    }
    return new Officer(user, row.text("name"), unit, row.email("email"));
  }
}
