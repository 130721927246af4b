package vn.dondoc.organisation;

/**
 * A body that duties are given to.
 *
 * @param code what models, tables and the engine's groups call it, such as {@code bhxh-tinh},
 *     {@code huyen-412} or {@code xa-16663}
 * @param name what people call it, in Vietnamese
 * @param kind what it is
 * @param superior code of its direct superior; null for the province alone
 * @param email its mailbox, or null
 */
public record Unit(String code, String name, Kind kind, String superior, String email) {}
