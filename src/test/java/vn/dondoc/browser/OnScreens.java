package vn.dondoc.browser;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.ArgumentsProvider;
import org.junit.jupiter.params.provider.ArgumentsSource;
import org.junit.jupiter.params.support.AnnotationConsumer;

/**
 * A test that begins with a screen's width and height. A plain build takes the one that the people
 * of the test mostly have, {@code -Ddondoc.screens=all} both.
 */
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
@ParameterizedTest
@ArgumentsSource(OnScreens.Sizes.class)
@interface OnScreens {

  /** What people in the test mostly have. */
  Screen mostly();

  /** Small ones of each kind. */
  enum Screen {
    DESK(1366, 768),
    PHONE(390, 844);

    private final int width;
    private final int height;

    Screen(int width, int height) {
      this.width = width;
      this.height = height;
    }
  }

  final class Sizes implements ArgumentsProvider, AnnotationConsumer<OnScreens> {

    private static final boolean ALL = "all".equals(System.getProperty("dondoc.screens"));

    private Screen mostly;

    @Override
    public void accept(OnScreens test) {
      mostly = test.mostly();
    }

    @Override
    public Stream<? extends Arguments> provideArguments(ExtensionContext context) {
      return (ALL ? Stream.of(Screen.values()) : Stream.of(mostly))
          .map(screen -> Arguments.of(screen.width, screen.height));
    }
  }
}
