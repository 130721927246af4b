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
 * no file names stay, and so does a mailbox where the file leaves it empty. What a file stated at
 * the start before is not stated again, so that what an administrator has changed since stays.
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
    Map<String, Unit> seeds = table.seeds();
    List<Unit> news =
        UnitFiles.read(settings, present.values()).orThrow().stream()
            .filter(
                unit -> !present.containsKey(unit.code()) || !unit.equals(seeds.get(unit.code())))
            .toList();
    List<UnitChange> changes = UnitChange.of(news, present);
    table.apply(changes);
    news.forEach(table::seed);
    changes.forEach(change -> present.put(change.after().code(), change.after()));
    List<Officer> officers =
        OfficerFiles.read(settings, present.keySet()).orThrow().stream()
            .filter(officer -> !table.seed(officer))
            .toList();
    workflow.unitsKnown(present.values());
    workflow.officersAppointed(officers);
    return new Changes(
        (int) changes.stream().filter(UnitChange::isNew).count(),
        (int) changes.stream().filter(UnitChange::isChange).count());
  }

  record Changes(int added, int changed) {}
}
