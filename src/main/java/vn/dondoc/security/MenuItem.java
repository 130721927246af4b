package vn.dondoc.security;

import java.util.function.Predicate;

/**
 * An entry in the menu at the top of our pages; every module adds its own as a bean.
 *
 * @param place where it stands, smallest first
 * @param path below the root, e.g. {@code /audit}
 * @param text what people read
 * @param shown whether it concerns this person; what the page then shows is checked by the page
 */
public record MenuItem(int place, String path, String text, Predicate<Viewer> shown) {}
