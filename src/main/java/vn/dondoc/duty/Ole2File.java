package vn.dondoc.duty;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import vn.dondoc.engine.InvalidInput;

/**
 * The directory of an OLE2 file, the container of Word and Excel up to 2003 and of much else, among
 * it installers. Format: [MS-CFB]. A damaged file is refused; none makes it read forever.
 */
final class Ole2File {

  private static final long MAGIC = 0xE11AB1A1E011CFD0L;
  private static final int HEADER_LOCATIONS = 109;
  private static final int ENTRY = 128;

  private final ByteBuffer file;
  private final int sectorSize;

  /** Where the sectors of the allocation table are. */
  private final List<Integer> tableSectors = new ArrayList<>();

  private record Entry(String name, int left, int right, int child) {}

  private Ole2File(byte[] content) {
    file = ByteBuffer.wrap(content).order(ByteOrder.LITTLE_ENDIAN);
    int shift = file.getShort(30);
    if (file.getLong(0) != MAGIC || (shift != 9 && shift != 12)) {
      throw FileInspection.unknownKind();
    }
    sectorSize = 1 << shift;
    findTable();
  }

  /**
   * The kind of the document in this file.
   *
   * @throws InvalidInput if it is something else, damaged, has macros or is locked by a password
   */
  static FileKind kindOf(byte[] content) {
    try {
      return new Ole2File(content).kind();
    } catch (IndexOutOfBoundsException e) {
      throw FileInspection.unknownKind();
    }
  }

  private FileKind kind() {
    List<Entry> directory = directory();
    if (directory.stream().anyMatch(entry -> entry.name().startsWith("_vba_project"))) {
      throw FileInspection.macros();
    }
    // Only what lies at the top: anything may be embedded further down.
    Set<String> top = top(directory);
    if (top.contains("encryptedpackage")) {
      throw FileInspection.locked();
    }
    boolean word = top.contains("worddocument");
    boolean excel = top.contains("workbook");
    if (word == excel) {
      throw FileInspection.unknownKind();
    }
    return word ? FileKind.DOC : FileKind.XLS;
  }

  private void findTable() {
    int place = 76;
    int left = HEADER_LOCATIONS;
    int next = file.getInt(68);
    int total = Math.min(file.getInt(44), sectors());
    while (tableSectors.size() < total) {
      if (left == 0) {
        place = offset(next);
        left = sectorSize / Integer.BYTES - 1;
        next = file.getInt(place + sectorSize - Integer.BYTES);
      }
      tableSectors.add(file.getInt(place));
      place += Integer.BYTES;
      left--;
    }
  }

  private List<Entry> directory() {
    List<Entry> entries = new ArrayList<>();
    int sector = file.getInt(48);
    for (int read = 0; sector >= 0; read++) { // Negative numbers mark ends.
      if (read > sectors()) {
        throw FileInspection.unknownKind(); // It runs in a circle.
      }
      int start = offset(sector);
      for (int place = start; place < start + sectorSize; place += ENTRY) {
        entries.add(entry(place));
      }
      sector = next(sector);
    }
    return entries;
  }

  private Entry entry(int place) {
    int length = Math.max(0, Math.min(64, file.getShort(place + 64)) - 2);
    byte[] name = new byte[length];
    file.get(place, name);
    return new Entry(
        new String(name, StandardCharsets.UTF_16LE).toLowerCase(Locale.ROOT),
        file.getInt(place + 68),
        file.getInt(place + 72),
        file.getInt(place + 76));
  }

  /** Names of what lies directly below the root, which is a tree of its own. */
  private static Set<String> top(List<Entry> directory) {
    Set<String> names = new HashSet<>();
    Set<Integer> seen = new HashSet<>();
    Deque<Integer> ahead = new ArrayDeque<>(List.of(directory.get(0).child()));
    while (!ahead.isEmpty()) {
      int index = ahead.pop();
      if (index >= 0 && seen.add(index)) {
        Entry entry = directory.get(index);
        names.add(entry.name());
        ahead.push(entry.left());
        ahead.push(entry.right());
      }
    }
    return names;
  }

  private int next(int sector) {
    int perSector = sectorSize / Integer.BYTES;
    int start = offset(tableSectors.get(sector / perSector));
    return file.getInt(start + sector % perSector * Integer.BYTES);
  }

  private int offset(int sector) {
    return (Objects.checkIndex(sector, sectors()) + 1) * sectorSize;
  }

  private int sectors() {
    return file.limit() / sectorSize;
  }
}
