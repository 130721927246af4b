package vn.dondoc.organisation;

import static java.util.stream.Collectors.toMap;

import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import vn.dondoc.engine.Preparation;

/**
 * Brings table and engine to what the data files state, at start, all of it or nothing. Units that
 * no file names stay, and so does a mailbox where the file leaves it empty.
 */
@Component
@Order(10)
class OrganisationLoader implements Preparation {

  private static final Logger log = LoggerFactory.getLogger(OrganisationLoader.class);

  private final OrganisationSettings settings;
  private final UnitTable table;
  private final Units units;
  private final OrganisationWorkflow workflow;
  private final TransactionTemplate transaction;

  OrganisationLoader(
      OrganisationSettings settings,
      UnitTable table,
      Units units,
      OrganisationWorkflow workflow,
      PlatformTransactionManager transactions) {
    this.settings = settings;
    this.table = table;
    this.units = units;
    this.workflow = workflow;
    this.transaction = new TransactionTemplate(transactions);
  }

  @Override
  public void prepare() {
    Changes changes = load();
    log.info(
        "Đơn vị: {} mới, {} thay đổi, tất cả {}.",
        changes.added(),
        changes.changed(),
        units.all().size());
  }

  Changes load() {
    Changes changes = transaction.execute(status -> loadInTurn());
    units.refresh();
    return changes;
  }

  private Changes loadInTurn() {
    table.takeTurn();
    Map<String, Unit> present =
        table.all().stream().collect(toMap(Unit::code, Function.identity()));
    List<Unit> stated = UnitFiles.read(settings, present.values());
    int added = 0;
    int changed = 0;
    for (Unit unit : stated) {
      Unit before = present.get(unit.code());
      Unit after = before == null ? unit : keepingMailbox(unit, before);
      if (before == null) {
        table.insert(after);
        added++;
      } else if (!before.equals(after)) {
        table.update(after);
        changed++;
      }
      present.put(after.code(), after);
    }
    List<Officer> officers = OfficerFiles.read(settings, present.keySet());
    workflow.unitsKnown(present.values());
    workflow.officersAppointed(officers);
    return new Changes(added, changed);
  }

  private static Unit keepingMailbox(Unit stated, Unit before) {
    return stated.email() != null
        ? stated
        : new Unit(stated.code(), stated.name(), stated.kind(), stated.superior(), before.email());
  }

  record Changes(int added, int changed) {}
}
