package vn.dondoc.organisation;

import java.util.Objects;

/**
 * A person who acts for a unit.
 *
 * @param user what the person signs in with
 * @param email the person's mailbox, or null
 */
record Officer(String user, String name, String unit, String email) {

  boolean isSamePersonAs(Officer other) {
    return user.equals(other.user) && name.equals(other.name) && Objects.equals(email, other.email);
  }
}
