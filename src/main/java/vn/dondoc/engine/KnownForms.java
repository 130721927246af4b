package vn.dondoc.engine;

import java.util.List;
import org.camunda.bpm.engine.impl.context.Context;
import org.camunda.bpm.engine.impl.persistence.deploy.cache.DeploymentCache;
import org.camunda.bpm.engine.impl.persistence.entity.ProcessDefinitionEntity;
import org.camunda.bpm.engine.impl.persistence.entity.TaskEntity;
import org.camunda.bpm.engine.impl.task.TaskDefinition;
import org.camunda.bpm.engine.task.Task;

/**
 * Tells the tasks of a page which forms they have. The engine would read the model's row for each
 * page, to learn whether the model is suspended; its forms, which are all that is wanted, never
 * change.
 */
final class KnownForms {

  private KnownForms() {}

  static void tell(List<Task> page) {
    page.forEach(task -> tellForm((TaskEntity) task));
  }

  /** A model that this node has not read yet is read by the engine. */
  private static void tellForm(TaskEntity task) {
    DeploymentCache models = Context.getProcessEngineConfiguration().getDeploymentCache();
    ProcessDefinitionEntity model =
        task.getProcessDefinitionId() == null
            ? null
            : models.findProcessDefinitionFromCache(task.getProcessDefinitionId());
    TaskDefinition known =
        model == null ? null : model.getTaskDefinitions().get(task.getTaskDefinitionKey());
    if (known != null) {
      task.setTaskDefinition(known);
    }
  }
}
