package vn.dondoc.duty;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import org.springframework.http.CacheControl;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.multipart.MaxUploadSizeExceededException;
import org.springframework.web.multipart.MultipartException;
import org.springframework.web.multipart.MultipartFile;
import vn.dondoc.engine.InvalidInput;

/**
 * Evidence over HTTP. What is refused answers 400 (413 for a file that is too large) as a problem
 * with the {@code field} and, as its {@code detail}, what to do, in Vietnamese.
 */
@RestController
class EvidenceApi {

  private static final String FIELD = "file";

  private final EvidenceFiles files;
  private final EvidenceSettings settings;
  private final Clock clock;

  EvidenceApi(EvidenceFiles files, EvidenceSettings settings, Clock clock) {
    this.files = files;
    this.settings = settings;
    this.clock = clock;
  }

  /** As entered, {@code documentDate} as {@code yyyy-MM-dd}; either may be missing. */
  record Description(String documentNumber, String documentDate) {}

  /**
   * What is taken, so that a form can say so before it sends.
   *
   * @param maxSize of one file, in bytes
   * @param maxTotal of all files of a duty together, in bytes
   */
  record Limits(long maxSize, int maxFiles, long maxTotal, List<Kind> kinds) {}

  /**
   * A kind of files.
   *
   * @param extensions in lower case, without the dot
   */
  record Kind(String text, String mediaType, List<String> extensions) {}

  @GetMapping("/api/evidence/limits")
  Limits limits() {
    return new Limits(
        settings.maxSize().toBytes(),
        settings.maxFiles(),
        settings.maxTotal().toBytes(),
        Arrays.stream(FileKind.values())
            .map(kind -> new Kind(kind.text(), kind.mediaType(), kind.extensions()))
            .toList());
  }

  @GetMapping("/api/duties/{id}/evidence")
  List<Evidence> list(@PathVariable long id) {
    return files.of(id);
  }

  @PostMapping("/api/duties/{id}/evidence")
  ResponseEntity<Evidence> add(
      @PathVariable long id,
      @RequestParam(name = FIELD, required = false) MultipartFile file,
      @RequestParam(required = false) String documentNumber,
      @RequestParam(required = false) String documentDate)
      throws IOException {
    if (file == null) {
      throw new InvalidInput(FIELD, "Chưa chọn tệp (file).");
    }
    Evidence evidence =
        files.add(
            id,
            file.getOriginalFilename(),
            file.getBytes(),
            document(documentNumber, documentDate));
    return ResponseEntity.created(URI.create("/api/evidence/" + evidence.id())).body(evidence);
  }

  /** Always to be saved, never to be shown: whatever is in the file, it runs in no page of ours. */
  @GetMapping("/api/evidence/{id}")
  ResponseEntity<byte[]> download(@PathVariable long id) {
    EvidenceFiles.Content content = files.download(id);
    return ResponseEntity.ok()
        .header(
            HttpHeaders.CONTENT_DISPOSITION,
            ContentDisposition.attachment()
                .filename(content.evidence().fileName(), StandardCharsets.UTF_8)
                .build()
                .toString())
        .header("X-Content-Type-Options", "nosniff")
        .cacheControl(CacheControl.noStore())
        .contentType(MediaType.parseMediaType(content.evidence().mediaType()))
        .body(content.bytes());
  }

  /** To be shown beside the file's name; made by us, so that nothing of the file is in it. */
  @GetMapping("/api/evidence/{id}/thumbnail")
  ResponseEntity<byte[]> thumbnail(@PathVariable long id) {
    return ResponseEntity.ok()
        .header("X-Content-Type-Options", "nosniff")
        .cacheControl(CacheControl.noStore())
        .contentType(MediaType.IMAGE_JPEG)
        .body(files.thumbnail(id));
  }

  @PutMapping("/api/evidence/{id}")
  Evidence describe(@PathVariable long id, @RequestBody Description description) {
    return files.describe(id, document(description.documentNumber(), description.documentDate()));
  }

  @DeleteMapping("/api/evidence/{id}")
  @ResponseStatus(HttpStatus.NO_CONTENT)
  void remove(@PathVariable long id) {
    files.remove(id);
  }

  private DocumentReference document(String number, String date) {
    return DocumentReference.of(number, date, LocalDate.now(clock));
  }

  @ExceptionHandler
  ProblemDetail tooLarge(MaxUploadSizeExceededException upload) {
    return problem(
        HttpStatus.PAYLOAD_TOO_LARGE,
        FIELD,
        "Tệp (file) lớn hơn "
            + settings.maxSize().toMegabytes()
            + " MB. Hãy giảm dung lượng hoặc chia thành nhiều tệp.");
  }

  @ExceptionHandler
  ProblemDetail brokenOff(MultipartException upload) {
    return problem(
        HttpStatus.BAD_REQUEST, FIELD, "Tệp (file) chưa tải lên được trọn vẹn. Hãy tải lại.");
  }

  private static ProblemDetail problem(HttpStatus status, String field, String detail) {
    ProblemDetail problem = ProblemDetail.forStatusAndDetail(status, detail);
    problem.setProperty("field", field);
    return problem;
  }
}
