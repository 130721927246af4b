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
import org.springframework.util.ConcurrentLruCache;

/**
 * Gives each task, as its description, the words by which it is found: clause and name without tone
 * marks, once the listeners of the model have named it. {@link ToneMarkSearch} looks there.
 */
class SearchableTasks extends AbstractBpmnParseListener {

  /** Hundreds of units get tasks of the same name in one moment. */
  private static final ConcurrentLruCache<String, String> FOLDED =
      new ConcurrentLruCache<>(500, ToneMarks::fold);

  @Override
  public void parseUserTask(Element element, ScopeImpl scope, ActivityImpl activity) {
    ((UserTaskActivityBehavior) activity.getActivityBehavior())
        .getTaskDefinition()
        .addTaskListener(TaskListener.EVENTNAME_CREATE, SearchableTasks::describe);
  }

  /** Asked of the process: a task has no variables of its own, but the engine would look. */
  private static Object clauseOf(DelegateTask task) {
    return task.getExecution() == null ? null : task.getExecution().getVariable("clause");
  }

  private static void describe(DelegateTask task) {
    task.setDescription(
        FOLDED.get(
            Stream.of(clauseOf(task), task.getName())
                .filter(Objects::nonNull)
                .map(Object::toString)
                .collect(Collectors.joining(" "))));
  }
}
