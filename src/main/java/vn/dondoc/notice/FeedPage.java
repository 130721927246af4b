package vn.dondoc.notice;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.commons.codec.digest.DigestUtils;
import org.springframework.http.CacheControl;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.lang.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.context.request.WebRequest;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;
import org.springframework.web.servlet.support.ServletUriComponentsBuilder;
import vn.dondoc.audit.Action;
import vn.dondoc.audit.Audit;
import vn.dondoc.organisation.Officers;
import vn.dondoc.organisation.Unit;
import vn.dondoc.organisation.Units;
import vn.dondoc.security.NotFound;
import vn.dondoc.security.Viewer;

/** A unit's deadlines as a calendar, and the page where its officers get the address of it. */
@Controller
class FeedPage {

  private static final MediaType CALENDAR =
      new MediaType("text", "calendar", StandardCharsets.UTF_8);

  /** Calendars ask every hour or less often; what asks more often is answered from its own copy. */
  private static final Duration FRESH = Duration.ofMinutes(5);

  private final Feeds feeds;
  private final FeedCalendar calendar;
  private final NoticeSettings settings;
  private final Units units;
  private final Officers officers;
  private final Audit audit;

  FeedPage(
      Feeds feeds,
      FeedCalendar calendar,
      NoticeSettings settings,
      Units units,
      Officers officers,
      Audit audit) {
    this.feeds = feeds;
    this.calendar = calendar;
    this.settings = settings;
    this.units = units;
    this.officers = officers;
    this.audit = audit;
  }

  /** The calendar itself, for whoever knows the secret; the answer to all others is the same. */
  @GetMapping("/feed/{secret}.ics")
  ResponseEntity<byte[]> calendar(@PathVariable String secret, WebRequest request) {
    Optional<Feeds.Feed> feed = feeds.read(secret);
    if (feed.isEmpty()) {
      return ResponseEntity.notFound().build();
    }
    byte[] content = calendar.write(feed.get(), this::link).getBytes(StandardCharsets.UTF_8);
    String tag = "\"" + DigestUtils.sha256Hex(content) + "\"";
    if (request.checkNotModified(tag)) {
      return null;
    }
    return ResponseEntity.ok()
        .contentType(CALENDAR)
        .cacheControl(CacheControl.maxAge(FRESH).cachePrivate())
        .eTag(tag)
        .body(content);
  }

  /**
   * A unit of the person.
   *
   * @param madeAt since when it has an address, null if it has none
   * @param madeBy name of who made it
   */
  record Row(Unit unit, @Nullable LocalDateTime madeAt, @Nullable String madeBy) {}

  @GetMapping("/feed")
  String page(Model page) {
    Set<String> own = own();
    Map<String, Feeds.Made> made = feeds.of(own);
    List<Row> rows =
        own.stream()
            .sorted()
            .map(
                code -> {
                  Feeds.Made its = made.get(code);
                  return its == null
                      ? new Row(units.require(code), null, null)
                      : new Row(units.require(code), its.madeAt(), officers.nameOf(its.madeBy()));
                })
            .toList();
    page.addAttribute("feeds", rows);
    return "feed";
  }

  /**
   * Makes an address; if there is one already, only when the person has confirmed that it stops
   * working.
   */
  @PostMapping("/feed")
  @Transactional
  public String make(
      @RequestParam String unit,
      @RequestParam(defaultValue = "false") boolean confirmed,
      RedirectAttributes next) {
    if (!own().contains(unit)) {
      throw new NotFound("đơn vị");
    }
    boolean renewed = feeds.of(Set.of(unit)).containsKey(unit);
    if (renewed && !confirmed) {
      next.addFlashAttribute(
          "refusal",
          "Chưa đổi: đơn vị đã có địa chỉ lịch. Hãy đánh dấu đồng ý ngừng địa chỉ cũ rồi bấm Đổi địa chỉ.");
      return "redirect:/feed";
    }
    String secret = feeds.make(unit, Viewer.current().user());
    audit.record(Action.FEED, "unit/" + unit, renewed ? "Đổi địa chỉ lịch" : "Tạo địa chỉ lịch");
    String address = link("/feed/" + secret + ".ics");
    next.addFlashAttribute("address", address);
    // What telephones and mail programs take for "subscribe to this".
    next.addFlashAttribute("subscription", address.replaceFirst("^https?:", "webcal:"));
    next.addFlashAttribute("addressOf", units.name(unit));
    return "redirect:/feed";
  }

  private Set<String> own() {
    return Viewer.current().units().stream()
        .filter(units::exists)
        .collect(Collectors.toUnmodifiableSet());
  }

  /** Where the application says it is, else where it was just reached. */
  private String link(String path) {
    String link = settings.link(path);
    return link.equals(path)
        ? ServletUriComponentsBuilder.fromCurrentContextPath().build().toUriString() + path
        : link;
  }
}
