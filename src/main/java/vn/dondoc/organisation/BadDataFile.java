package vn.dondoc.organisation;

import static java.util.stream.Collectors.joining;

import java.util.List;

/** Files of units or officers cannot be trusted; names file, line and reason in Vietnamese. */
class BadDataFile extends RuntimeException {

  /** More would not be read to the end. */
  private static final int NAMED = 20;

  private final transient List<Fault> faults;

  BadDataFile(List<Fault> faults) {
    super(faults.stream().limit(NAMED).map(Fault::message).collect(joining("\n")));
    this.faults = List.copyOf(faults);
  }

  BadDataFile(Fault fault) {
    this(List.of(fault));
  }

  List<Fault> faults() {
    return faults;
  }
}
