package vn.dondoc.organisation;

import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.springframework.stereotype.Component;

/**
 * The people who act for the units.
 *
 * <p>Their names are kept in memory and read again after some seconds, as {@link Units} does.
 */
@Component
public class Officers {

  private static final Duration MAX_AGE = Duration.ofSeconds(10);

  private final OrganisationWorkflow workflow;
  private final Units units;
  private volatile Names names;

  Officers(OrganisationWorkflow workflow, Units units) {
    this.workflow = workflow;
    this.units = units;
  }

  /**
   * @param user what the person signs in with
   */
  public record Person(String user, String name) {}

  private record Names(Map<String, String> byUser, long readAt) {}

  /**
   * What people call a user: the full name, the unit that the user stands for, else the user id;
   * null for null.
   */
  public String nameOf(String user) {
    if (user == null) {
      return null;
    }
    String name = names().get(user);
    return name != null ? name : units.find(user).map(Unit::name).orElse(user);
  }

  /** Who works for one of these units, by name. */
  public List<Person> of(Collection<String> units) {
    return workflow.membersOf(units);
  }

  /** Codes of the units that this user works for. */
  List<String> unitsOf(String user) {
    return workflow.unitsOf(user);
  }

  /** Who works for a unit of this user, without the user. */
  List<Person> colleaguesOf(String user) {
    return workflow.membersOf(workflow.unitsOf(user)).stream()
        .filter(person -> !person.user().equals(user))
        .toList();
  }

  /** Reads the names again at the next question, on this node. */
  void refresh() {
    names = null;
  }

  private Map<String, String> names() {
    Names current = names;
    if (current == null || System.nanoTime() - current.readAt() > MAX_AGE.toNanos()) {
      long readAt = System.nanoTime();
      current = new Names(workflow.names(), readAt);
      names = current;
    }
    return current.byUser();
  }
}
