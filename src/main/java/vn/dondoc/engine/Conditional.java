package vn.dondoc.engine;

import java.util.function.Consumer;
import org.camunda.bpm.engine.impl.interceptor.Command;
import org.camunda.bpm.engine.impl.interceptor.CommandContext;

/**
 * What a person sends, under a condition that is looked at in the same transaction: whatever
 * changes between the two makes the engine refuse it.
 *
 * @param condition throws if it does not hold
 */
record Conditional<T>(Command<T> sent, Consumer<CommandContext> condition) implements Command<T> {

  @Override
  public T execute(CommandContext context) {
    condition.accept(context);
    return sent.execute(context);
  }

  /** What the person sent, without the condition it may have. */
  static Command<?> sent(Command<?> command) {
    return command instanceof Conditional<?> conditional ? conditional.sent() : command;
  }
}
