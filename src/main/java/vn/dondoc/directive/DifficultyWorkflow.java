package vn.dondoc.directive;

import java.util.List;
import java.util.Optional;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.DelegateTask;
import org.springframework.stereotype.Component;
import vn.dondoc.audit.Action;
import vn.dondoc.audit.Audit;
import vn.dondoc.engine.Actor;
import vn.dondoc.engine.Input;
import vn.dondoc.engine.InvalidInput;
import vn.dondoc.organisation.Units;

/** Between the process {@code Difficulty} and the obstacles. */
@Component("difficultyWorkflow")
public class DifficultyWorkflow {

  private final Difficulties difficulties;
  private final Campaigns campaigns;
  private final Units units;
  private final Audit audit;

  DifficultyWorkflow(Difficulties difficulties, Campaigns campaigns, Units units, Audit audit) {
    this.difficulties = difficulties;
    this.campaigns = campaigns;
    this.units = units;
    this.audit = audit;
  }

  /** An officer's start form was submitted; it speaks for the officer's unit. */
  public void raise(DelegateExecution execution) {
    Input input = Input.of(execution);
    String campaignId = campaign(input.text("campaignId", "Đợt vận động"));
    Optional<String> clause = input.text("clause", "Điểm");
    String description = input.requiredText("description", "Nội dung khó khăn, vướng mắc");
    String unit = unit(execution, input.text("unit", "Đơn vị"));
    long id =
        difficulties.raise(
            campaignId,
            unit,
            clause.orElse(null),
            description,
            Actor.of(execution),
            execution.getProcessInstanceId());
    execution.setVariable("difficultyId", id);
    execution.setVariable("campaignId", campaignId);
    execution.setVariable("unit", unit);
  }

  private String campaign(Optional<String> chosen) {
    List<Campaign> running = campaigns.running();
    if (chosen.isEmpty() && running.size() == 1) {
      return running.get(0).id();
    }
    return running.stream()
        .map(Campaign::id)
        .filter(id -> chosen.filter(id::equals).isPresent())
        .findFirst()
        .orElseThrow(
            () ->
                new InvalidInput(
                    "campaignId", "Chưa chọn đợt vận động đang thực hiện (campaignId)."));
  }

  private String unit(DelegateExecution execution, Optional<String> chosen) {
    List<String> own = Actor.groups(execution).stream().filter(units::exists).toList();
    if (chosen.isPresent() && own.contains(chosen.get())) {
      return chosen.get();
    }
    if (chosen.isPresent() || own.isEmpty()) {
      throw new InvalidInput(
          "unit",
          "Chỉ cán bộ của một đơn vị mới nêu được khó khăn, vướng mắc cho đơn vị đó (unit).");
    }
    return own.get(0);
  }

  /** The lead agency's or the committee's task is there: it names the unit. */
  public void taskOpened(DelegateTask task) {
    Difficulty difficulty = difficulties.require(difficultyId(task));
    task.setName(task.getName() + ": " + units.name(difficulty.unit()));
  }

  /** The lead agency completes {@code ResolveDifficulty}. */
  public void resolved(DelegateTask task) {
    Input input = Input.of(task);
    String resolution = input.requiredText("resolution", "Cách giải quyết");
    if (!List.of("resolved", "escalate").contains(resolution)) {
      throw new InvalidInput(
          "resolution",
          "Cách giải quyết (resolution) phải là resolved – đã giải quyết hoặc escalate – trình UBND"
              + " tỉnh.");
    }
    String opinion = input.requiredText("opinion", "Ý kiến");
    difficulties.answer(difficultyId(task), resolution.equals("resolved"), opinion, Actor.of(task));
    audit(task, resolution.equals("resolved") ? "Đã giải quyết" : "Trình UBND tỉnh");
  }

  /** The committee completes {@code DecideDifficulty}. */
  public void directed(DelegateTask task) {
    String direction = Input.of(task).requiredText("direction", "Ý kiến chỉ đạo");
    difficulties.direct(difficultyId(task), direction, Actor.of(task));
    audit(task, "Chỉ đạo giải quyết");
  }

  private void audit(DelegateTask task, String decision) {
    audit.record(Actor.of(task), Action.DECISION, "difficulty/" + difficultyId(task), decision);
  }

  private static long difficultyId(DelegateTask task) {
    return ((Number) task.getVariable("difficultyId")).longValue();
  }
}
