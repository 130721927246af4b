package vn.dondoc.organisation;

import static java.util.Comparator.comparing;
import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.joining;
import static java.util.stream.Collectors.mapping;
import static java.util.stream.Collectors.toMap;
import static java.util.stream.Collectors.toSet;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;
import org.camunda.bpm.engine.IdentityService;
import org.camunda.bpm.engine.TaskService;
import org.camunda.bpm.engine.identity.Group;
import org.camunda.bpm.engine.identity.User;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import org.springframework.util.StringUtils;
import vn.dondoc.engine.PasswordNobodyKnows;
import vn.dondoc.engine.SystemAuthority;

/** What the engine is told of units and officers: they are its groups and users. */
@Component
class OrganisationWorkflow {

  private static final Logger log = LoggerFactory.getLogger(OrganisationWorkflow.class);
  private static final String UNIT = "UNIT";

  private final IdentityService identity;
  private final TaskService tasks;
  private final SystemAuthority authority;

  OrganisationWorkflow(IdentityService identity, TaskService tasks, SystemAuthority authority) {
    this.identity = identity;
    this.tasks = tasks;
    this.authority = authority;
  }

  /** Gives each unit its group, so that tasks can be offered to all its officers. */
  void unitsKnown(Collection<Unit> units) {
    if (identity.isReadOnly()) {
      log.warn("Người dùng và nhóm do hệ thống khác quản lý: không tạo nhóm cho các đơn vị.");
      return;
    }
    Map<String, Group> groups =
        identity.createGroupQuery().unlimitedList().stream()
            .collect(toMap(Group::getId, Function.identity()));
    for (Unit unit : units) {
      Group group = groups.get(unit.code());
      if (group == null) {
        save(identity.newGroup(unit.code()), unit);
      } else if (!unit.name().equals(group.getName()) || !UNIT.equals(group.getType())) {
        save(group, unit);
      }
    }
  }

  /** Lets officers sign in and puts them in the groups of their units; takes nobody out of one. */
  void officersAppointed(List<Officer> officers) {
    if (officers.isEmpty() || identity.isReadOnly()) {
      return;
    }
    Map<String, Officer> persons =
        officers.stream().collect(toMap(Officer::user, Function.identity(), (one, same) -> one));
    Set<String> known =
        ids(
            identity
                .createUserQuery()
                .userIdIn(persons.keySet().toArray(String[]::new))
                .unlimitedList());
    persons.values().stream().filter(person -> !known.contains(person.user())).forEach(this::add);
    Map<String, Set<String>> officersOfUnits =
        officers.stream().collect(groupingBy(Officer::unit, mapping(Officer::user, toSet())));
    officersOfUnits.forEach(
        (unit, appointed) -> {
          Set<String> members = ids(identity.createUserQuery().memberOfGroup(unit).unlimitedList());
          appointed.stream()
              .filter(user -> !members.contains(user))
              .forEach(user -> identity.createMembership(user, unit));
        });
  }

  /** A person has another name or mailbox. */
  void personChanged(Officer officer) {
    User user = identity.createUserQuery().userId(officer.user()).singleResult();
    describe(user, officer);
    identity.saveUser(user);
  }

  /** A person is no longer in the group of a unit; the tasks they held there are for all again. */
  void left(String user, String unit) {
    identity.deleteMembership(user, unit);
    tasks
        .createTaskQuery()
        .taskAssignee(user)
        .taskCandidateGroup(unit)
        .includeAssignedTasks()
        .list()
        .forEach(task -> tasks.setAssignee(task.getId(), null));
  }

  /** Whether users and groups are another system's, so that they cannot be changed here. */
  boolean accountsAreElsewhere() {
    return identity.isReadOnly();
  }

  private void save(Group group, Unit unit) {
    group.setName(unit.name());
    group.setType(UNIT);
    identity.saveGroup(group);
  }

  private void add(Officer officer) {
    User user = identity.newUser(officer.user());
    describe(user, officer);
    // An administrator sets the first one that somebody knows, or sign-in is external.
    PasswordNobodyKnows.give(user, identity);
    identity.saveUser(user);
  }

  private static void describe(User user, Officer officer) {
    // The webapps show first and last name in this order, as a Vietnamese name is read.
    int given = officer.name().lastIndexOf(' ');
    user.setFirstName(officer.name().substring(0, Math.max(given, 0)));
    user.setLastName(officer.name().substring(given + 1));
    user.setEmail(officer.email());
  }

  private static Set<String> ids(List<User> users) {
    return users.stream().map(User::getId).collect(toSet());
  }

  /** What each user is called. */
  Map<String, String> names() {
    return authority.call(
        () ->
            identity.createUserQuery().unlimitedList().stream()
                .collect(toMap(User::getId, OrganisationWorkflow::name)));
  }

  /** Codes of the units that this user works for. */
  List<String> unitsOf(String user) {
    return authority.call(
        () ->
            identity.createGroupQuery().groupMember(user).groupType(UNIT).unlimitedList().stream()
                .map(Group::getId)
                .toList());
  }

  /** Who is in the group of one of these units, by name. */
  List<Officers.Person> membersOf(Collection<String> units) {
    return authority.call(
        () ->
            units.stream()
                .flatMap(
                    unit -> identity.createUserQuery().memberOfGroup(unit).unlimitedList().stream())
                .map(user -> new Officers.Person(user.getId(), name(user)))
                .distinct()
                .sorted(comparing(Officers.Person::name).thenComparing(Officers.Person::user))
                .toList());
  }

  private static String name(User user) {
    String name =
        Stream.of(user.getFirstName(), user.getLastName())
            .filter(StringUtils::hasText)
            .collect(joining(" "));
    return name.isEmpty() ? user.getId() : name;
  }
}
