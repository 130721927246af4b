package vn.dondoc.duty;

import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

/** A duty for its forms. */
@RestController
class DutyApi {

  private final DutyViews views;

  DutyApi(DutyViews views) {
    this.views = views;
  }

  @GetMapping("/api/duties/{id}")
  DutyView duty(@PathVariable long id) {
    return views.of(id);
  }
}
