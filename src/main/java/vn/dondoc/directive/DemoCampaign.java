package vn.dondoc.directive;

import java.time.LocalDate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.context.annotation.Profile;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import vn.dondoc.engine.Preparation;

/**
 * Issues the letter of May 2024 at the very first start of the demo, so that there is something to
 * see.
 */
@Component
@Profile("demo")
@ConditionalOnProperty(name = "dondoc.demo.campaign", matchIfMissing = true)
@Order(40)
class DemoCampaign implements Preparation {

  private static final Logger log = LoggerFactory.getLogger(DemoCampaign.class);

  private final Campaigns campaigns;
  private final CampaignWorkflow workflow;

  DemoCampaign(Campaigns campaigns, CampaignWorkflow workflow) {
    this.campaigns = campaigns;
    this.workflow = workflow;
  }

  @Override
  public void prepare() {
    if (!campaigns.any()) {
      // The published letter leaves its number blank; this one says so.
      workflow.start(
          "…/UBND-VX",
          LocalDate.of(2024, 5, 6),
          LocalDate.of(2024, 5, 1),
          LocalDate.of(2024, 5, 31));
      log.info("Đã ban hành văn bản tháng 5/2024; nhiệm vụ đang được giao đến các đơn vị.");
    }
  }
}
