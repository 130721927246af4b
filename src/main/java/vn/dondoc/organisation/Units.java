package vn.dondoc.organisation;

import static java.util.Comparator.comparing;
import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.mapping;
import static java.util.stream.Collectors.toUnmodifiableList;
import static java.util.stream.Collectors.toUnmodifiableMap;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.stereotype.Component;

/**
 * All units; models call it as {@code units}.
 *
 * <p>Each node keeps them in memory and reads them again after two seconds, so a change is seen by
 * every node within that time. Lists cannot be modified and are in the order of the codes unless
 * said otherwise.
 */
@Component("units")
public class Units {

  private static final Logger log = LoggerFactory.getLogger(Units.class);
  private static final Duration MAX_AGE = Duration.ofSeconds(2);

  private final UnitTable table;
  private final Duration maxAge;
  private final Set<String> reportedMissing = ConcurrentHashMap.newKeySet();
  private volatile Snapshot snapshot;

  @Autowired
  Units(UnitTable table) {
    this(table, MAX_AGE);
  }

  Units(UnitTable table, Duration maxAge) {
    this.table = table;
    this.maxAge = maxAge;
  }

  /** The unit of that code, or {@link UnknownUnit}. */
  public Unit require(String code) {
    return find(code).orElseThrow(() -> new UnknownUnit(code));
  }

  public Optional<Unit> find(String code) {
    return code == null ? Optional.empty() : Optional.ofNullable(snapshot().byCode().get(code));
  }

  public boolean exists(String code) {
    return find(code).isPresent();
  }

  public List<Unit> all() {
    return snapshot().all();
  }

  /** Codes of the direct subordinates; {@link UnknownUnit} if there is no such superior. */
  public List<String> below(String code) {
    require(code);
    return snapshot().below().getOrDefault(code, List.of());
  }

  /** Codes of the districts. */
  public List<String> districts() {
    return snapshot().districts();
  }

  /**
   * Those of the listed codes that exist, in the order listed. An argument may itself be a list
   * separated by commas: {@code ${units.present('hoi-nong-dan, hoi-lhpn')}}. The first time that a
   * code is found missing it is logged, for a body that has been dissolved must not stop a
   * directive, but a misspelt one must not go unnoticed either.
   */
  public List<String> present(String... codes) {
    return Arrays.stream(codes)
        .flatMap(list -> Arrays.stream(list.split(",")))
        .map(String::strip)
        .filter(code -> !code.isEmpty())
        .filter(this::isPresent)
        .toList();
  }

  /** Name of the unit of that code, or {@link UnknownUnit}. */
  public String name(String code) {
    return require(code).name();
  }

  /** The province. */
  public Unit top() {
    return all().stream()
        .filter(unit -> unit.kind() == Kind.PROVINCE)
        .findFirst()
        .orElseThrow(() -> new IllegalStateException("Chưa có đơn vị cấp tỉnh"));
  }

  /** Reads the units again at the next question, on this node. */
  void refresh() {
    snapshot = null;
  }

  private boolean isPresent(String code) {
    boolean present = exists(code);
    if (!present && reportedMissing.add(code)) {
      log.warn("Không có đơn vị nào mang mã «{}»: bỏ qua đơn vị này.", code);
    }
    return present;
  }

  private Snapshot snapshot() {
    Snapshot current = snapshot;
    if (current == null || System.nanoTime() - current.readAt() > maxAge.toNanos()) {
      // The time before the query: too old too soon is harmless, the other way is not.
      long readAt = System.nanoTime();
      current = Snapshot.of(table.all(), readAt);
      snapshot = current;
    }
    return current;
  }

  private record Snapshot(
      List<Unit> all,
      Map<String, Unit> byCode,
      Map<String, List<String>> below,
      List<String> districts,
      long readAt) {

    static Snapshot of(List<Unit> rows, long readAt) {
      // Sorted here: databases differ in where they put a hyphen.
      List<Unit> units = rows.stream().sorted(comparing(Unit::code)).toList();
      return new Snapshot(
          units,
          units.stream().collect(toUnmodifiableMap(Unit::code, Function.identity())),
          units.stream()
              .filter(unit -> unit.superior() != null)
              .collect(groupingBy(Unit::superior, mapping(Unit::code, toUnmodifiableList()))),
          units.stream().filter(unit -> unit.kind() == Kind.DISTRICT).map(Unit::code).toList(),
          readAt);
    }
  }
}
