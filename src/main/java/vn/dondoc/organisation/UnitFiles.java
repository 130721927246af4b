package vn.dondoc.organisation;

import static java.util.Comparator.comparingInt;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.springframework.core.io.Resource;

/**
 * Reads the files of units and checks them as a whole, together with the units that are there
 * already; bad rows are named, and refuse them all.
 */
class UnitFiles {

  private static final List<String> UNITS = List.of("code", "name", "kind", "superior", "email");
  private static final List<String> DISTRICTS_AND_COMMUNES =
      List.of(
          "district_code",
          "district_name",
          "district_type",
          "commune_code",
          "commune_name",
          "commune_type");

  /** What units cannot be called, for it is the code of something else in the engine. */
  private static final Set<String> RESERVED = Set.of("camunda-admin", "password-due");

  private static final Set<String> DISTRICT_TYPES = Set.of("quận", "huyện", "thị xã", "thành phố");
  private static final Set<String> COMMUNE_TYPES = Set.of("phường", "xã", "thị trấn", "đặc khu");

  /** The units as they will be: those there already, then those stated over them. */
  private final Map<String, Unit> units = new HashMap<>();

  private final Map<String, DataRow> stated = new LinkedHashMap<>();
  private final List<Fault> faults = new ArrayList<>();
  private String province;

  private UnitFiles(Collection<Unit> present) {
    for (Unit unit : present) {
      units.put(unit.code(), unit);
      if (unit.kind() == Kind.PROVINCE) {
        province = unit.code();
      }
    }
  }

  /** The units that the files state, superiors first. */
  static Stated<Unit> read(OrganisationSettings settings, Collection<Unit> present) {
    UnitFiles files = new UnitFiles(present);
    settings.units().forEach(file -> DataRow.read(file, UNITS, files.faults, files::readUnit));
    settings.districtsAndCommunes().forEach(files::readDistrictsAndCommunes);
    files.checkSuperiors();
    if (files.faults.isEmpty()) {
      files.checkCircles();
    }
    List<Unit> stated = files.stated.keySet().stream().map(files.units::get).toList();
    return files.faults.isEmpty()
        ? new Stated<>(stated.stream().sorted(comparingInt(files::depth)).toList(), files.faults)
        : new Stated<>(stated, files.faults);
  }

  private void readUnit(DataRow row) {
    add(
        new Unit(
            row.code("code"),
            row.text("name"),
            kind(row),
            row.textOrNull("superior"),
            row.email("email")),
        row);
  }

  private void readDistrictsAndCommunes(Resource file) {
    Map<String, String> districts = new HashMap<>();
    DataRow.read(
        file, DISTRICTS_AND_COMMUNES, faults, row -> readDistrictAndCommune(row, districts));
  }

  private void readDistrictAndCommune(DataRow row, Map<String, String> districts) {
    if (province == null) {
      throw row.bad("chưa có đơn vị cấp tỉnh làm cấp trên của cấp huyện");
    }
    String district = "huyen-" + row.code("district_code");
    String name = committee(row, "district_type", DISTRICT_TYPES, "district_name");
    String sameDistrict = districts.putIfAbsent(district, name);
    if (sameDistrict == null) {
      add(new Unit(district, name, Kind.DISTRICT, province, null), row);
    } else if (!sameDistrict.equals(name)) {
      throw row.bad(
          "«%s» đã mang tên «%s» ở %s", district, sameDistrict, row.place(stated.get(district)));
    }
    add(
        new Unit(
            "xa-" + row.code("commune_code"),
            committee(row, "commune_type", COMMUNE_TYPES, "commune_name"),
            Kind.COMMUNE,
            district,
            null),
        row);
  }

  private static String committee(DataRow row, String type, Set<String> types, String name) {
    if (!types.contains(row.text(type))) {
      throw row.bad("loại đơn vị hành chính không có trong quy định: «%s»", row.text(type));
    }
    return "UBND %s %s".formatted(row.text(type), row.text(name));
  }

  private static Kind kind(DataRow row) {
    try {
      return Kind.valueOf(row.text("kind"));
    } catch (IllegalArgumentException unknown) {
      throw row.bad("loại đơn vị không có trong quy định: «%s»", row.text("kind"));
    }
  }

  private void add(Unit unit, DataRow row) {
    if (RESERVED.contains(unit.code())) {
      throw row.bad("mã «%s» dành riêng cho hệ thống", unit.code());
    }
    DataRow earlier = stated.get(unit.code());
    if (earlier != null) {
      throw row.bad("mã «%s» đã có ở %s", unit.code(), row.place(earlier));
    }
    if (unit.kind() == Kind.PROVINCE) {
      if (province != null && !province.equals(unit.code())) {
        throw row.bad("đã có đơn vị cấp tỉnh khác: «%s»", province);
      }
      province = unit.code();
    }
    stated.put(unit.code(), row);
    units.put(unit.code(), unit);
  }

  private void checkSuperiors() {
    stated.forEach(
        (code, row) -> {
          Unit unit = units.get(code);
          if (unit.kind() == Kind.PROVINCE && unit.superior() != null) {
            faults.addAll(row.bad("đơn vị cấp tỉnh không có cấp trên").faults());
          } else if (unit.kind() != Kind.PROVINCE && unit.superior() == null) {
            faults.addAll(row.bad("thiếu cấp trên của «%s»", code).faults());
          } else if (unit.superior() != null && !units.containsKey(unit.superior())) {
            faults.addAll(
                row.bad("không có đơn vị cấp trên nào mang mã «%s»", unit.superior()).faults());
          }
        });
  }

  /** A circle is named once, at the first row that is part of it or leads into it. */
  private void checkCircles() {
    Set<String> named = new HashSet<>();
    stated.forEach(
        (code, row) -> {
          Set<String> chain = new LinkedHashSet<>();
          for (String next = code; next != null; next = units.get(next).superior()) {
            if (named.contains(next)) {
              return;
            }
            if (!chain.add(next)) {
              named.addAll(chain);
              faults.addAll(
                  row.bad("cấp trên quay vòng: %s → %s", String.join(" → ", chain), next).faults());
              return;
            }
          }
        });
  }

  private int depth(Unit unit) {
    return unit.superior() == null ? 0 : 1 + depth(units.get(unit.superior()));
  }
}
