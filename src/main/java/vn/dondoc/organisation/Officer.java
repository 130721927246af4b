package vn.dondoc.organisation;

/**
 * A person who acts for a unit.
 *
 * @param user what the person signs in with
 * @param email the person's mailbox, or null
 */
record Officer(String user, String name, String unit, String email) {}
