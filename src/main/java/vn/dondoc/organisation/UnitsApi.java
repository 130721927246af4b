package vn.dondoc.organisation;

import java.util.List;
import java.util.Locale;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** The units, for forms that let a person choose one. */
@RestController
class UnitsApi {

  private final Units units;

  UnitsApi(Units units) {
    this.units = units;
  }

  /** A unit as forms show it. */
  record UnitView(String code, String name, String kind, String superior) {}

  @GetMapping("/api/units")
  List<UnitView> all() {
    return units.all().stream()
        .map(
            unit ->
                new UnitView(
                    unit.code(),
                    unit.name(),
                    unit.kind().name().toLowerCase(Locale.ROOT),
                    unit.superior()))
        .toList();
  }
}
