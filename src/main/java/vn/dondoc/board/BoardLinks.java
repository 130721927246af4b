package vn.dondoc.board;

import java.time.LocalDate;
import org.springframework.lang.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.support.ServletUriComponentsBuilder;
import org.springframework.web.util.UriComponentsBuilder;
import vn.dondoc.duty.TimeStatus;

/** From a number to what it counts: addresses without what would narrow nothing. */
@Component
class BoardLinks {

  /** An address that is added to. */
  static final class Link {

    private final UriComponentsBuilder path;

    private Link(String path) {
      String root = ServletUriComponentsBuilder.fromCurrentContextPath().build().getPath();
      this.path = UriComponentsBuilder.fromPath(root == null ? path : root + path);
    }

    /** Adds a parameter unless it is null. */
    public Link with(String name, @Nullable Object value) {
      if (value != null) {
        path.queryParam(name, value);
      }
      return this;
    }

    @Override
    public String toString() {
      return path.encode().toUriString();
    }
  }

  /** Duties of this campaign at this moment. */
  public Link duties(Board board) {
    return to("/duties", board.campaign().id(), board.asOf());
  }

  /** Duties of this campaign in this time status; null is all. */
  public Link duties(Board board, @Nullable TimeStatus status) {
    return duties(board).with("status", status);
  }

  /** Duties of a row of the board: of an agency, of a district with its communes, or of a unit. */
  public Link duties(Board board, String code, @Nullable TimeStatus status) {
    return duties(board, status).with(board.whole() ? "agency" : "unit", code);
  }

  /** The list that this search comes to. */
  public Link list(String campaign, DutySearch search) {
    return to("/duties", campaign, search.asOf())
        .with("status", search.status())
        .with("done", search.done())
        .with("state", search.state())
        .with("agency", search.agency())
        .with("unit", search.unit())
        .with("level", search.level())
        .with("clause", search.clause())
        .with("escalation", search.escalation())
        .with("text", search.text());
  }

  /** A page about this campaign at this moment. */
  public Link to(String path, String campaign, @Nullable LocalDate asOf) {
    return new Link(path).with("campaign", campaign).with("asOf", asOf);
  }
}
