package vn.dondoc.security;

import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.Serializable;
import java.util.concurrent.atomic.AtomicInteger;

/** Notices when an attack gets through to it: by an expression, or by being deserialized. */
public class Tripwire implements Serializable {

  private static final AtomicInteger TOUCHES = new AtomicInteger();

  /** For Jackson: what a value that a client sends would call. */
  public Tripwire() {
    TOUCHES.incrementAndGet();
  }

  /** What expressions call. Answers a text that suits most queries. */
  public String touch() {
    TOUCHES.incrementAndGet();
    return "x";
  }

  /** What expressions bring to it that they may not have. */
  public String take(Object loot) {
    if (loot != null) {
      TOUCHES.incrementAndGet();
    }
    return "x";
  }

  private void readObject(ObjectInputStream in) throws IOException, ClassNotFoundException {
    in.defaultReadObject();
    TOUCHES.incrementAndGet();
  }

  /** How often it was touched since then; setting it up counts. */
  static int touches() {
    return TOUCHES.get();
  }
}
