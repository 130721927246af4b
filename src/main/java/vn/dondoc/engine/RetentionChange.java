package vn.dondoc.engine;

import java.util.List;
import org.camunda.bpm.engine.HistoryService;
import org.camunda.bpm.engine.ManagementService;
import org.camunda.bpm.engine.RepositoryService;
import org.camunda.bpm.engine.history.HistoricProcessInstanceQuery;
import org.camunda.bpm.engine.impl.RepositoryServiceImpl;
import org.camunda.bpm.engine.repository.ProcessDefinition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.annotation.Order;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * The engine notes when a process ends until when it is kept. Once another time is configured, a
 * batch of the engine's corrects what has ended before; jobs do it, a few hundred rows at a time.
 */
@Component
@Order(22)
class RetentionChange implements Preparation {

  private static final Logger log = LoggerFactory.getLogger(RetentionChange.class);

  /** Among the engine's properties, so that it goes wherever the engine's tables go. */
  private static final String NOTED = "dondoc.retention.engine-history";

  private final HistoryService history;
  private final ManagementService management;
  private final RepositoryService repository;
  private final HistoryRetention retention;
  private final String wanted;
  private final JdbcClient jdbc;

  RetentionChange(
      HistoryService history,
      ManagementService management,
      RepositoryService repository,
      HistoryRetention retention,
      RetentionSettings settings,
      JdbcClient jdbc) {
    this.history = history;
    this.management = management;
    this.repository = repository;
    this.retention = retention;
    this.wanted = settings.period().toString();
    this.jdbc = jdbc;
  }

  @Override
  @Transactional
  public void prepare() {
    // Nodes that start at the same time take turns.
    jdbc.sql("select value_ from act_ge_property where name_ = 'startup.lock' for update")
        .query(String.class)
        .optional();
    if (wanted.equals(management.getProperties().get(NOTED))) {
      return;
    }
    management.setProperty(NOTED, wanted);
    List<String> keys = keysOfWork();
    if (keys.isEmpty()) {
      return;
    }
    HistoricProcessInstanceQuery ended =
        history
            .createHistoricProcessInstanceQuery()
            .rootProcessInstances()
            .finished()
            .processDefinitionKeyIn(keys.toArray(String[]::new));
    long count = ended.count();
    if (count > 0) {
      history
          .setRemovalTimeToHistoricProcessInstances()
          .calculatedRemovalTime()
          .byQuery(ended)
          .hierarchical()
          .updateInChunks()
          .executeAsync();
      log.info(
          "Thời gian lưu lịch sử quy trình nay là {}; đang tính lại cho {} quy trình đã kết thúc.",
          wanted,
          count);
    }
  }

  private List<String> keysOfWork() {
    return repository.createProcessDefinitionQuery().latestVersion().list().stream()
        .map(ProcessDefinition::getId)
        .map(((RepositoryServiceImpl) repository)::getDeployedProcessDefinition)
        .map(ProcessDefinition.class::cast)
        .filter(retention::isWorkOfPeople)
        .map(ProcessDefinition::getKey)
        .toList();
  }
}
