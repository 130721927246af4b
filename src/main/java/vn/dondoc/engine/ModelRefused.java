package vn.dondoc.engine;

import java.util.List;
import java.util.stream.Collectors;
import org.camunda.bpm.engine.BadUserRequestException;

/**
 * A model breaks the rules; nothing of its deployment is kept. Names every element at fault and the
 * reason.
 */
public class ModelRefused extends BadUserRequestException {

  private final transient List<ModelFault> faults;

  ModelRefused(List<ModelFault> faults) {
    super(
        "Mô hình bị từ chối triển khai:\n"
            + faults.stream().map(ModelFault::toString).collect(Collectors.joining("\n")));
    this.faults = List.copyOf(faults);
  }

  /** Everything that is wrong, in the order in which it was found. */
  public List<ModelFault> faults() {
    return faults;
  }
}
