package vn.dondoc.engine;

import org.camunda.bpm.engine.impl.AbstractQuery;
import org.camunda.bpm.engine.impl.cfg.ProcessEngineConfigurationImpl;
import org.camunda.bpm.engine.impl.cmd.ExecuteFilterListCmd;
import org.camunda.bpm.engine.impl.cmd.ExecuteFilterListPageCmd;
import org.camunda.bpm.engine.impl.interceptor.Command;
import org.camunda.bpm.engine.impl.interceptor.CommandInterceptor;
import org.camunda.bpm.engine.query.Query;
import org.springframework.beans.DirectFieldAccessor;

/**
 * Gives a query of a signed-in person that names no number of results the largest that is allowed.
 * The engine itself would refuse it, and with it every client of the standard REST API that relies
 * on the default.
 */
class BoundedQueries extends CommandInterceptor {

  private final ProcessEngineConfigurationImpl engine;

  BoundedQueries(ProcessEngineConfigurationImpl engine) {
    this.engine = engine;
  }

  @Override
  public <T> T execute(Command<T> command) {
    if (engine.getIdentityService().getCurrentAuthentication() == null) {
      return next.execute(command);
    }
    if (command instanceof AbstractQuery<?, ?> query
        && query.getMaxResults() == Integer.MAX_VALUE) {
      query.setMaxResults(engine.getQueryMaxResultsLimit());
    }
    return next.execute(bounded(command));
  }

  @SuppressWarnings("unchecked")
  private <T> Command<T> bounded(Command<T> command) {
    if (!(command instanceof ExecuteFilterListCmd || command instanceof ExecuteFilterListPageCmd)) {
      return command;
    }
    var fields = new DirectFieldAccessor(command);
    if (command instanceof ExecuteFilterListPageCmd) {
      if (fields.getPropertyValue("maxResults").equals(Integer.MAX_VALUE)) {
        fields.setPropertyValue("maxResults", engine.getQueryMaxResultsLimit());
      }
      return command;
    }
    return (Command<T>)
        new ExecuteFilterListPageCmd(
            (String) fields.getPropertyValue("filterId"),
            (Query<?, ?>) fields.getPropertyValue("extendingQuery"),
            0,
            engine.getQueryMaxResultsLimit());
  }
}
