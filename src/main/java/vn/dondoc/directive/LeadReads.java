package vn.dondoc.directive;

import java.util.Set;
import org.springframework.stereotype.Component;
import org.springframework.util.ConcurrentLruCache;
import vn.dondoc.security.TaskReaders;

/**
 * The lead agency of a campaign sees its tasks. Asked for each task of a launch, hence the cache;
 * it never changes, so that each node may have its own.
 */
@Component
class LeadReads implements TaskReaders {

  private static final int CAMPAIGNS = 200;

  private final ConcurrentLruCache<String, Set<String>> leads;

  LeadReads(Campaigns campaigns) {
    leads =
        new ConcurrentLruCache<>(
            CAMPAIGNS,
            id -> campaigns.find(id).map(found -> Set.of(found.leadUnit())).orElse(Set.of()));
  }

  @Override
  public Set<String> of(String campaign) {
    return campaign == null ? Set.of() : leads.get(campaign);
  }
}
