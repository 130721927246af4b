package vn.dondoc.engine;

import org.camunda.bpm.engine.impl.TaskQueryImpl;
import org.camunda.bpm.engine.impl.cfg.ProcessEngineConfigurationImpl;
import org.camunda.bpm.engine.impl.cmd.AbstractExecuteFilterCmd;
import org.camunda.bpm.engine.impl.interceptor.Command;
import org.camunda.bpm.engine.impl.interceptor.CommandInterceptor;
import org.springframework.beans.DirectFieldAccessor;

/**
 * Whoever searches for a task's name finds it with or without tone marks: what a person's query
 * says of the name is asked of the words that {@link SearchableTasks} keeps.
 */
class ToneMarkSearch extends CommandInterceptor {

  private final ProcessEngineConfigurationImpl engine;

  ToneMarkSearch(ProcessEngineConfigurationImpl engine) {
    this.engine = engine;
  }

  @Override
  public <T> T execute(Command<T> command) {
    if (engine.getIdentityService().getCurrentAuthentication() != null) {
      if (command instanceof TaskQueryImpl query) {
        search(query);
      } else if (command instanceof AbstractExecuteFilterCmd
          && new DirectFieldAccessor(command).getPropertyValue("extendingQuery")
              instanceof TaskQueryImpl query) {
        search(query);
      }
    }
    return next.execute(command);
  }

  private static void search(TaskQueryImpl query) {
    for (TaskQueryImpl part : query.getQueries()) { // A query counts itself among its parts.
      if (part.getNameLike() != null) {
        new DirectFieldAccessor(part)
            .setPropertyValue("descriptionLike", ToneMarks.fold(part.getNameLike()));
        new DirectFieldAccessor(part).setPropertyValue("nameLike", null);
      }
    }
  }
}
