package vn.dondoc.nodes;

import com.sun.tools.attach.AttachNotSupportedException;
import com.sun.tools.attach.VirtualMachine;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryMXBean;
import java.lang.management.ThreadMXBean;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.management.MBeanServerConnection;
import javax.management.remote.JMXConnector;
import javax.management.remote.JMXConnectorFactory;
import javax.management.remote.JMXServiceURL;

/**
 * What a node holds when it has nothing to do.
 *
 * @param heapMb after garbage was collected
 * @param otherMb of the Java machine: classes, compiled code
 * @param residentMb as the operating system sees it; 0 where it does not tell
 */
record Inside(double heapMb, double otherMb, double residentMb, int threads) {

  static Inside of(Node node) {
    try {
      VirtualMachine machine = VirtualMachine.attach(String.valueOf(node.pid()));
      String address;
      try {
        address = machine.startLocalManagementAgent();
      } finally {
        machine.detach();
      }
      try (JMXConnector line = JMXConnectorFactory.connect(new JMXServiceURL(address))) {
        return of(line.getMBeanServerConnection(), node.pid());
      }
    } catch (AttachNotSupportedException e) {
      throw new IllegalStateException(e);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Inside of(MBeanServerConnection machine, long pid) throws IOException {
    MemoryMXBean memory = ManagementFactory.getPlatformMXBean(machine, MemoryMXBean.class);
    // What has soft or weak references or waits for its finalizer goes in the second turn.
    memory.gc();
    memory.gc();
    return new Inside(
        mb(memory.getHeapMemoryUsage().getUsed()),
        mb(memory.getNonHeapMemoryUsage().getUsed()),
        resident(pid),
        ManagementFactory.getPlatformMXBean(machine, ThreadMXBean.class).getThreadCount());
  }

  private static double resident(long pid) throws IOException {
    Path status = Path.of("/proc", String.valueOf(pid), "status");
    if (!Files.isReadable(status)) {
      return 0;
    }
    List<String> lines = Files.readAllLines(status);
    return lines.stream()
        .filter(line -> line.startsWith("VmRSS:"))
        .mapToDouble(line -> Double.parseDouble(line.replaceAll("\\D", "")) / 1024)
        .findFirst()
        .orElse(0);
  }

  private static double mb(long bytes) {
    return bytes / 1024.0 / 1024.0;
  }
}
