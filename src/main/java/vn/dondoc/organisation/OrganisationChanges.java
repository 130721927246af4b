package vn.dondoc.organisation;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.mapping;
import static java.util.stream.Collectors.toMap;
import static java.util.stream.Collectors.toSet;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import org.apache.commons.codec.digest.DigestUtils;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.core.io.ByteArrayResource;
import org.springframework.core.io.Resource;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import vn.dondoc.audit.Action;
import vn.dondoc.audit.Audit;
import vn.dondoc.engine.InvalidInput;
import vn.dondoc.engine.SystemAuthority;
import vn.dondoc.organisation.ImportPreview.Line;
import vn.dondoc.organisation.ImportPreview.Subject;

/** What administrators change in units and officers; all of a change is made, or nothing. */
@Component
class OrganisationChanges {

  private static final int LONGEST = 200;

  private final UnitTable table;
  private final OfficerTable officerTable;
  private final Units units;
  private final Officers officers;
  private final OrganisationWorkflow workflow;
  private final SystemAuthority system;
  private final Audit audit;
  private final ApplicationEventPublisher events;
  private final TransactionTemplate transaction;

  OrganisationChanges(
      UnitTable table,
      OfficerTable officerTable,
      Units units,
      Officers officers,
      OrganisationWorkflow workflow,
      SystemAuthority system,
      Audit audit,
      ApplicationEventPublisher events,
      PlatformTransactionManager transactions) {
    this.table = table;
    this.officerTable = officerTable;
    this.units = units;
    this.officers = officers;
    this.workflow = workflow;
    this.system = system;
    this.audit = audit;
    this.events = events;
    this.transaction = new TransactionTemplate(transactions);
  }

  /** What was seen is no longer so; nothing has been imported. */
  static class SeenOtherwise extends RuntimeException {}

  /**
   * Gives a unit another name and mailbox.
   *
   * @param email null or blank for none
   * @throws InvalidInput if one of them cannot be
   */
  void edit(String code, String name, String email) {
    String newName = required(name, "name", "Tên đơn vị");
    String newEmail = mailbox(email);
    change(
        () -> {
          Unit before = require(code);
          Unit after = new Unit(code, newName, before.kind(), before.superior(), newEmail);
          if (!after.equals(before)) {
            table.update(after);
            workflow.unitsKnown(List.of(after));
            audit.record(
                Action.ADMINISTRATION,
                "unit/" + code,
                "Sửa: " + String.join("; ", differences(before, after)));
          }
          return null;
        });
  }

  /**
   * Lets a person work for a unit; makes the account if there is none of that name.
   *
   * @param name may be blank for an account that is there
   * @throws InvalidInput if something is missing, wrong or another person's
   */
  void appoint(String unit, String user, String name, String email) {
    String id = user == null ? "" : user.strip();
    if (!OfficerFiles.isUser(id)) {
      throw new InvalidInput(
          "user", "Tên đăng nhập chỉ gồm chữ không dấu, chữ số và . _ @ -, dài không quá 64.");
    }
    String newEmail = mailbox(email);
    change(
        () -> {
          requireOwnAccounts();
          require(unit);
          Officer known = officerTable.person(id).orElse(null);
          Officer officer;
          if (known == null) {
            officer = new Officer(id, required(name, "name", "Họ và tên"), unit, newEmail);
          } else {
            boolean another =
                (name != null && !name.isBlank() && !name.strip().equals(known.name()))
                    || (newEmail != null && !newEmail.equals(known.email()));
            if (another) {
              throw new InvalidInput(
                  "user",
                  ("Tên đăng nhập «%s» là của %s. Nếu đúng người này, hãy để trống họ tên và hộp"
                          + " thư; nếu là người khác, hãy chọn tên đăng nhập khác.")
                      .formatted(id, known.name()));
            }
            officer = new Officer(id, known.name(), unit, known.email());
          }
          if (officerTable.of(unit).stream().anyMatch(each -> each.user().equals(id))) {
            throw new InvalidInput(
                "user", "«%s» đã là cán bộ của đơn vị này.".formatted(officer.name()));
          }
          appoint(List.of(officer));
          return null;
        });
  }

  /** A person no longer works for a unit; what they had taken up there is the unit's again. */
  void takeOut(String unit, String user) {
    change(
        () -> {
          requireOwnAccounts();
          require(unit);
          if (officerTable.of(unit).stream().noneMatch(each -> each.user().equals(user))) {
            throw new InvalidInput("user", "Người này không còn là cán bộ của đơn vị.");
          }
          workflow.left(user, unit);
          events.publishEvent(new OfficerLeft(user, unit));
          audit.record(Action.ADMINISTRATION, "user/" + user, "Rời đơn vị " + unit);
          return null;
        });
  }

  /** What a file would do. */
  ImportPreview preview(Subject subject, byte[] file) {
    return plan(subject, file).preview();
  }

  /**
   * Does what the preview said.
   *
   * @param seen what the preview was
   * @throws SeenOtherwise if the file would do something else by now, or cannot be taken
   */
  ImportPreview importAll(Subject subject, byte[] file, String seen) {
    return change(
        () -> {
          table.takeTurn();
          Plan plan = plan(subject, file);
          if (!plan.preview().canImport() || !plan.preview().seen().equals(seen)) {
            throw new SeenOtherwise();
          }
          plan.apply().run();
          return plan.preview();
        });
  }

  private <T> T change(Supplier<T> change) {
    T result = transaction.execute(status -> system.call(change));
    units.refresh();
    officers.refresh();
    return result;
  }

  private record Plan(ImportPreview preview, Runnable apply) {}

  private Plan plan(Subject subject, byte[] file) {
    return subject == Subject.UNITS ? planOfUnits(file) : planOfOfficers(file);
  }

  private Plan planOfUnits(byte[] file) {
    Map<String, Unit> present =
        table.all().stream().collect(toMap(Unit::code, Function.identity()));
    Stated<Unit> stated =
        UnitFiles.read(
            new OrganisationSettings(List.of(resource(Subject.UNITS, file)), List.of(), List.of()),
            present.values());
    List<UnitChange> changes = UnitChange.of(stated.rows(), present);
    List<Line> added = new ArrayList<>();
    List<Line> changed = new ArrayList<>();
    for (UnitChange change : changes) {
      Unit after = change.after();
      if (change.isNew()) {
        added.add(new Line(after.code(), after.name(), description(after)));
      } else if (change.isChange()) {
        changed.add(
            new Line(after.code(), change.before().name(), differences(change.before(), after)));
      }
    }
    return new Plan(
        preview(added, changed, changes.size(), stated.faults()), () -> applyUnits(changes));
  }

  private void applyUnits(List<UnitChange> changes) {
    table.apply(changes);
    List<UnitChange> real =
        changes.stream().filter(change -> change.isNew() || change.isChange()).toList();
    workflow.unitsKnown(real.stream().map(UnitChange::after).toList());
    real.forEach(
        change ->
            audit.record(
                Action.ADMINISTRATION,
                "unit/" + change.after().code(),
                change.isNew()
                    ? "Nhập từ tệp: thêm " + change.after().name()
                    : "Nhập từ tệp: "
                        + String.join("; ", differences(change.before(), change.after()))));
  }

  private Plan planOfOfficers(byte[] file) {
    Map<String, Unit> known = table.all().stream().collect(toMap(Unit::code, Function.identity()));
    Stated<Officer> stated =
        OfficerFiles.read(
            new OrganisationSettings(
                List.of(), List.of(), List.of(resource(Subject.OFFICERS, file))),
            known.keySet());
    Map<String, Officer> persons = officerTable.persons();
    Map<String, Set<String>> unitsOf =
        officerTable.all().stream()
            .collect(groupingBy(Officer::user, mapping(Officer::unit, toSet())));
    List<Line> added = new ArrayList<>();
    List<Line> changed = new ArrayList<>();
    List<Officer> appointed = new ArrayList<>();
    Map<String, Officer> renamed = new LinkedHashMap<>();
    for (Officer row : stated.rows()) {
      Officer before = persons.get(row.user());
      Officer after =
          before == null || row.email() != null
              ? row
              : new Officer(row.user(), row.name(), row.unit(), before.email());
      List<String> details = before == null ? List.of() : differences(before, after);
      if (!details.isEmpty()) {
        renamed.put(after.user(), after);
      }
      if (!unitsOf.getOrDefault(row.user(), Set.of()).contains(row.unit())) {
        appointed.add(after);
        List<String> lines = new ArrayList<>();
        lines.add("Đơn vị: " + known.get(row.unit()).name());
        lines.add(before == null ? "Tài khoản mới" : "Tài khoản đã có");
        lines.addAll(details);
        added.add(new Line(row.user(), row.name(), lines));
      } else if (!details.isEmpty()) {
        changed.add(new Line(row.user(), before.name(), details));
      }
    }
    return new Plan(
        preview(added, changed, stated.rows().size(), stated.faults()),
        () -> {
          requireOwnAccounts();
          appoint(appointed);
          renamed
              .values()
              .forEach(
                  officer -> {
                    workflow.personChanged(officer);
                    audit.record(
                        Action.ADMINISTRATION,
                        "user/" + officer.user(),
                        "Nhập từ tệp: sửa họ tên, hộp thư");
                  });
        });
  }

  private void appoint(List<Officer> appointed) {
    workflow.officersAppointed(appointed);
    appointed.forEach(
        officer ->
            audit.record(
                Action.ADMINISTRATION, "user/" + officer.user(), "Vào đơn vị " + officer.unit()));
  }

  private static ImportPreview preview(
      List<Line> added, List<Line> changed, int rows, List<Fault> faults) {
    return new ImportPreview(
        added,
        changed,
        rows - added.size() - changed.size(),
        faults,
        DigestUtils.sha256Hex(added + "\n" + changed + "\n" + faults));
  }

  private List<String> description(Unit unit) {
    List<String> details = new ArrayList<>();
    details.add("Loại: " + unit.kind().text());
    if (unit.superior() != null) {
      details.add("Cấp trên: " + unit.superior());
    }
    if (unit.email() != null) {
      details.add("Hộp thư: " + unit.email());
    }
    return details;
  }

  private static List<String> differences(Unit before, Unit after) {
    List<String> differences = new ArrayList<>();
    add(differences, "Tên", before.name(), after.name());
    add(differences, "Loại", before.kind().text(), after.kind().text());
    add(differences, "Cấp trên", before.superior(), after.superior());
    add(differences, "Hộp thư", before.email(), after.email());
    return differences;
  }

  private static List<String> differences(Officer before, Officer after) {
    List<String> differences = new ArrayList<>();
    add(differences, "Họ tên", before.name(), after.name());
    add(differences, "Hộp thư", before.email(), after.email());
    return differences;
  }

  private static void add(List<String> differences, String what, String before, String after) {
    if (!Objects.equals(before, after)) {
      differences.add("%s: %s → %s".formatted(what, orNone(before), orNone(after)));
    }
  }

  private static String orNone(String text) {
    return text == null ? "(không có)" : text;
  }

  private Unit require(String code) {
    return table.all().stream()
        .filter(unit -> unit.code().equals(code))
        .findFirst()
        .orElseThrow(() -> new UnknownUnit(code));
  }

  private void requireOwnAccounts() {
    if (workflow.accountsAreElsewhere()) {
      throw new InvalidInput(
          "user", "Tài khoản do hệ thống khác quản lý; hãy thay đổi cán bộ của đơn vị ở đó.");
    }
  }

  private static String required(String text, String field, String label) {
    String stripped = text == null ? "" : text.strip();
    if (stripped.isEmpty()) {
      throw new InvalidInput(field, "Chưa nhập " + label.toLowerCase() + ".");
    }
    if (stripped.length() > LONGEST) {
      throw new InvalidInput(field, "%s dài quá %d ký tự, hãy rút gọn.".formatted(label, LONGEST));
    }
    return stripped;
  }

  private static String mailbox(String text) {
    if (text == null || text.isBlank()) {
      return null;
    }
    String email = text.strip();
    if (email.length() > LONGEST || !Mailbox.isOne(email)) {
      throw new InvalidInput(
          "email",
          "Địa chỉ thư không hợp lệ: «%s». Ví dụ: van-phong@nghean.gov.vn.".formatted(email));
    }
    return email;
  }

  private static Resource resource(Subject subject, byte[] file) {
    return new ByteArrayResource(file) {
      @Override
      public String getFilename() {
        return subject.text().toLowerCase();
      }
    };
  }
}
