package vn.dondoc.security;

import java.util.Comparator;
import java.util.List;
import org.springframework.stereotype.Component;

/**
 * What the signed-in person can go to from each of our pages; templates call it as {@code menu}.
 */
@Component("menu")
class Menu {

  private final List<MenuItem> items;

  Menu(List<MenuItem> items) {
    this.items = items.stream().sorted(Comparator.comparingInt(MenuItem::place)).toList();
  }

  /** The entries that concern the person who sent the current request. */
  public List<MenuItem> items() {
    Viewer viewer = Viewer.current();
    return items.stream().filter(item -> item.shown().test(viewer)).toList();
  }
}
