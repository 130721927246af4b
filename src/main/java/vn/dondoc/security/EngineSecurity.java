package vn.dondoc.security;

import java.util.ArrayList;
import java.util.List;
import org.camunda.bpm.engine.impl.cfg.AbstractProcessEnginePlugin;
import org.camunda.bpm.engine.impl.cfg.ProcessEngineConfigurationImpl;
import org.camunda.bpm.engine.impl.history.handler.HistoryEventHandler;
import org.springframework.stereotype.Component;

/**
 * Sets the engine's own part of security: passwords, who may see a task, the record of what people
 * do.
 */
@Component
class EngineSecurity extends AbstractProcessEnginePlugin {

  private final PasswordHash hash;
  private final PasswordRules rules;
  private final TaskAuthorizations tasks;
  private final OperationRecord operations;

  EngineSecurity(
      PasswordHash hash,
      PasswordRules rules,
      TaskAuthorizations tasks,
      OperationRecord operations) {
    this.hash = hash;
    this.rules = rules;
    this.tasks = tasks;
    this.operations = operations;
  }

  @Override
  public void preInit(ProcessEngineConfigurationImpl configuration) {
    configuration.setPasswordEncryptor(hash);
    configuration.setEnablePasswordPolicy(true);
    configuration.setPasswordPolicy(rules);
    // The engine would lock the account for everybody, its owner included; SignInThrottle does not.
    configuration.setLoginMaxAttempts(Integer.MAX_VALUE);
    configuration.setLoginDelayBase(0);
    configuration.setResourceAuthorizationProvider(tasks);
    // The engine looks levels up by their names, and the last one of a name counts.
    configuration.setCustomHistoryLevels(List.of(new ActivityAndOperations()));
    configuration.setEnableDefaultDbHistoryEventHandler(false);
    List<HistoryEventHandler> handlers = new ArrayList<>();
    handlers.add(new OperationRecord.AllElse());
    handlers.add(operations);
    configuration.setCustomHistoryEventHandlers(handlers);
  }
}
