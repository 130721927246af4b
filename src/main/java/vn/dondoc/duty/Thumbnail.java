package vn.dondoc.duty;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Iterator;
import java.util.Optional;
import javax.imageio.ImageIO;
import javax.imageio.ImageReadParam;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;
import javax.imageio.stream.MemoryCacheImageInputStream;

/**
 * Makes small pictures of photos. A small file can unfold into a picture that fills the memory, so
 * its size is looked at before anything else, only every n-th pixel is kept, and one picture is
 * made at a time.
 */
final class Thumbnail {

  /** Pixels of the longer side. */
  static final int SIDE = 240;

  /** More than telephones take. */
  static final long MOST_PIXELS = 50_000_000;

  private Thumbnail() {}

  /** A JPEG, empty if the file is no photo that can be read here; it may be kept all the same. */
  static Optional<byte[]> of(byte[] content, FileKind kind) {
    if (kind != FileKind.JPEG && kind != FileKind.PNG) {
      return Optional.empty();
    }
    try (ImageInputStream input =
        new MemoryCacheImageInputStream(new ByteArrayInputStream(content))) {
      Iterator<ImageReader> readers = ImageIO.getImageReaders(input);
      return readers.hasNext() ? read(readers.next(), input) : Optional.empty();
    } catch (IOException | RuntimeException e) {
      return Optional.empty(); // Broken, or made to break the reader: no picture, that is all.
    }
  }

  private static synchronized Optional<byte[]> read(ImageReader reader, ImageInputStream input)
      throws IOException {
    try {
      reader.setInput(input, true, true);
      long width = reader.getWidth(0);
      long height = reader.getHeight(0);
      if (width * height > MOST_PIXELS) {
        return Optional.empty();
      }
      ImageReadParam param = reader.getDefaultReadParam();
      int step = (int) Math.max(1, Math.max(width, height) / (2 * SIDE));
      param.setSourceSubsampling(step, step, 0, 0);
      return Optional.of(small(reader.read(0, param)));
    } finally {
      reader.dispose();
    }
  }

  private static byte[] small(BufferedImage picture) throws IOException {
    double scale = Math.min(1, (double) SIDE / Math.max(picture.getWidth(), picture.getHeight()));
    int width = (int) Math.max(1, Math.round(picture.getWidth() * scale));
    int height = (int) Math.max(1, Math.round(picture.getHeight() * scale));
    BufferedImage small = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
    Graphics2D graphics = small.createGraphics();
    graphics.setRenderingHint(
        RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BILINEAR);
    graphics.drawImage(picture, 0, 0, width, height, Color.WHITE, null);
    graphics.dispose();
    ByteArrayOutputStream jpeg = new ByteArrayOutputStream();
    ImageIO.write(small, "jpg", jpeg);
    return jpeg.toByteArray();
  }
}
