package vn.dondoc.duty;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.zip.CRC32;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Small pictures of photos, whatever the photos are. */
class ThumbnailTest {

  @ParameterizedTest
  @CsvSource({
    "jpg, JPEG, 4000, 3000, 240, 180",
    "png, PNG, 300, 1200, 60, 240",
    "png, PNG, 20, 10, 20, 10",
    "jpg, JPEG, 3000, 1, 240, 1"
  })
  void keepTheirShapeAndGrowNoBigger(
      String format, FileKind kind, int width, int height, int toWidth, int toHeight)
      throws IOException {
    BufferedImage small =
        read(Thumbnail.of(SampleFiles.photo(format, width, height), kind).orElseThrow());

    assertThat(small.getWidth()).isEqualTo(toWidth);
    assertThat(small.getHeight()).isEqualTo(toHeight);
  }

  @Test
  void areNotMadeOfAPictureThatWouldFillTheMemory() {
    byte[] bomb = SampleFiles.photo("png", 1, 1);
    // The header alone says how large it is: 40,000 by 40,000.
    ByteBuffer.wrap(bomb).putInt(16, 40_000).putInt(20, 40_000);
    CRC32 crc = new CRC32();
    crc.update(bomb, 12, 17);
    ByteBuffer.wrap(bomb).putInt(29, (int) crc.getValue());

    assertThat(Thumbnail.of(bomb, FileKind.PNG)).isEmpty();
  }

  @Test
  void areNotMadeOfWhatIsNoPictureOrABrokenOne() {
    byte[] whole = SampleFiles.photo("jpg", 400, 300);

    assertThat(Thumbnail.of(SampleFiles.PDF, FileKind.PDF)).isEmpty();
    assertThat(Thumbnail.of(SampleFiles.JPEG, FileKind.JPEG)).isEmpty();
    assertThat(Thumbnail.of(SampleFiles.PNG, FileKind.PNG)).isEmpty();
    assertThat(Thumbnail.of(Arrays.copyOf(whole, 30), FileKind.JPEG)).isEmpty();
  }

  private static BufferedImage read(byte[] picture) throws IOException {
    assertThat(picture).startsWith(0xff, 0xd8);
    return ImageIO.read(new ByteArrayInputStream(picture));
  }
}
