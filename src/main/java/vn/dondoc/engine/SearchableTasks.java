package vn.dondoc.engine;

import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.camunda.bpm.engine.delegate.DelegateTask;
import org.camunda.bpm.engine.delegate.TaskListener;
import org.camunda.bpm.engine.impl.bpmn.behavior.UserTaskActivityBehavior;
import org.camunda.bpm.engine.impl.bpmn.parser.AbstractBpmnParseListener;
import org.camunda.bpm.engine.impl.pvm.process.ActivityImpl;
import org.camunda.bpm.engine.impl.pvm.process.ScopeImpl;
import org.camunda.bpm.engine.impl.util.xml.Element;

/**
 * Gives each task, as its description, the words by which it is found: clause and name without tone
 * marks, once the listeners of the model have named it. {@link ToneMarkSearch} looks there.
 */
class SearchableTasks extends AbstractBpmnParseListener {

  @Override
  public void parseUserTask(Element element, ScopeImpl scope, ActivityImpl activity) {
    ((UserTaskActivityBehavior) activity.getActivityBehavior())
        .getTaskDefinition()
        .addTaskListener(TaskListener.EVENTNAME_CREATE, SearchableTasks::describe);
  }

  private static void describe(DelegateTask task) {
    task.setDescription(
        ToneMarks.fold(
            Stream.of(task.getVariable("clause"), task.getName())
                .filter(Objects::nonNull)
                .map(Object::toString)
                .collect(Collectors.joining(" "))));
  }
}
