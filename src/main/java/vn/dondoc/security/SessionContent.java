package vn.dondoc.security;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.ObjectInputFilter;
import java.io.ObjectInputStream;
import java.io.ObjectStreamClass;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.convert.converter.Converter;
import org.springframework.util.ClassUtils;

/**
 * Reads what is kept in a session. Only kinds of objects that belong there are made, whatever the
 * database says. What cannot be read – another version of the application wrote it – counts as not
 * there: the person signs in again.
 */
class SessionContent implements Converter<byte[], Object> {

  private static final Logger log = LoggerFactory.getLogger(SessionContent.class);

  /**
   * Who is signed in and with what account, the page that they wanted, what the webapps know of
   * them, and what the next page is to tell them.
   */
  private static final ObjectInputFilter KNOWN =
      ObjectInputFilter.Config.createFilter(
          String.join(
              ";",
              "maxdepth=40",
              "maxrefs=20000",
              "maxarray=20000",
              "maxbytes=1000000",
              "!java.lang.reflect.**",
              "!java.lang.invoke.**",
              "java.lang.*",
              "java.util.*",
              "java.util.concurrent.**",
              "java.time.*",
              "java.math.*",
              "java.net.URL",
              "java.net.URI",
              "jakarta.servlet.http.Cookie",
              "org.springframework.security.**",
              "org.springframework.web.servlet.FlashMap",
              "org.springframework.util.LinkedMultiValueMap",
              "org.springframework.util.MultiValueMapAdapter",
              "vn.dondoc.duty.Reviews$*",
              "org.camunda.bpm.webapp.impl.security.**",
              "com.nimbusds.jose.shaded.gson.internal.*",
              "!*"));

  @Override
  public Object convert(byte[] content) {
    try (ObjectInputStream objects = new OurObjects(new ByteArrayInputStream(content))) {
      objects.setObjectInputFilter(KNOWN);
      return objects.readObject();
    } catch (IOException | ClassNotFoundException | RuntimeException unreadable) {
      log.info("Part of a session cannot be read and is left out: {}", unreadable.toString());
      return null;
    }
  }

  /** Finds the application's own classes, in a jar as well. */
  private static final class OurObjects extends ObjectInputStream {

    OurObjects(InputStream content) throws IOException {
      super(content);
    }

    @Override
    protected Class<?> resolveClass(ObjectStreamClass described)
        throws IOException, ClassNotFoundException {
      try {
        return ClassUtils.forName(described.getName(), ClassUtils.getDefaultClassLoader());
      } catch (ClassNotFoundException e) {
        return super.resolveClass(described);
      }
    }
  }
}
