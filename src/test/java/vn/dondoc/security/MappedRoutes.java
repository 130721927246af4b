package vn.dondoc.security;

import jakarta.servlet.Filter;
import jakarta.servlet.Servlet;
import jakarta.servlet.ServletException;
import jakarta.ws.rs.core.MediaType;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.apache.catalina.Container;
import org.apache.catalina.Wrapper;
import org.glassfish.jersey.server.ExtendedResourceContext;
import org.glassfish.jersey.server.model.Resource;
import org.glassfish.jersey.server.model.ResourceMethod;
import org.glassfish.jersey.servlet.ServletContainer;
import org.springframework.boot.actuate.health.HealthEndpointGroups;
import org.springframework.boot.web.embedded.tomcat.TomcatWebServer;
import org.springframework.boot.web.servlet.context.ServletWebServerApplicationContext;
import org.springframework.core.io.ClassPathResource;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.security.web.FilterChainProxy;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.authentication.AbstractAuthenticationProcessingFilter;
import org.springframework.security.web.authentication.logout.LogoutFilter;
import org.springframework.test.util.ReflectionTestUtils;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.context.support.ServletContextResource;
import org.springframework.web.servlet.DispatcherServlet;
import org.springframework.web.servlet.HandlerMapping;
import org.springframework.web.servlet.function.support.RouterFunctionMapping;
import org.springframework.web.servlet.handler.AbstractUrlHandlerMapping;
import org.springframework.web.servlet.mvc.method.RequestMappingInfo;
import org.springframework.web.servlet.mvc.method.RequestMappingInfoHandlerMapping;
import org.springframework.web.servlet.resource.ResourceHttpRequestHandler;

/**
 * Everything the running application answers, asked of the application itself: its servlets, what
 * Spring MVC and Jersey map below them, what filters answer before them, and the files it gives
 * out. Something of a kind that is not known here is an error: it would be missing from the table.
 *
 * <p>HEAD, which comes with every GET, and OPTIONS, which comes with everything, are no routes of
 * their own.
 */
class MappedRoutes {

  /** How Spring Security prints which requests a filter answers. */
  private static final Pattern MATCHER =
      Pattern.compile(
          "(?:PathPattern|Ant) \\[(?:pattern=')?(?:(?<method>[A-Z]+) )?(?<path>/[^],']*)");

  private static final String WEB_ROOT = "META-INF/resources/";

  private final ServletWebServerApplicationContext application;
  private final PathMatchingResourcePatternResolver files =
      new PathMatchingResourcePatternResolver();
  private final SortedMap<String, Route> routes = new TreeMap<>();

  private MappedRoutes(ServletWebServerApplicationContext application) {
    this.application = application;
  }

  static Collection<Route> of(ServletWebServerApplicationContext application) throws Exception {
    var mapped = new MappedRoutes(application);
    mapped.servlets();
    mapped.signInAndOut();
    mapped.otherFilters();
    mapped.webapps();
    return mapped.routes.values();
  }

  private void add(Route route) {
    routes.merge(
        route.path() + " " + route.method(),
        route,
        (one, other) -> one.probe().compareTo(other.probe()) <= 0 ? one : other);
  }

  /** What answers whatever the method; GET and POST stand for all. */
  private void addForEveryMethod(String path) {
    add(Route.of("GET", path));
    add(Route.of("POST", path));
  }

  private void servlets() throws Exception {
    var tomcat = ((TomcatWebServer) application.getWebServer()).getTomcat();
    for (Container context : tomcat.getHost().findChildren()) {
      for (Container child : context.findChildren()) {
        var wrapper = (Wrapper) child;
        Servlet servlet = loaded(wrapper);
        if (servlet instanceof DispatcherServlet dispatcher) {
          for (HandlerMapping mapping : dispatcher.getHandlerMappings()) {
            springMvc(mapping);
          }
        } else if (servlet instanceof ServletContainer jersey) {
          for (String mapping : wrapper.findMappings()) {
            jersey(jersey, mapping.replaceFirst("/\\*$", ""));
          }
        } else {
          for (String mapping : wrapper.findMappings()) {
            addForEveryMethod(mapping);
          }
        }
      }
    }
  }

  /** Servlets are loaded with their first request; here before it. */
  private static Servlet loaded(Wrapper wrapper) throws ServletException {
    Servlet servlet = wrapper.allocate();
    wrapper.deallocate(servlet);
    return servlet;
  }

  private void springMvc(HandlerMapping mapping) throws IOException {
    if (mapping instanceof RequestMappingInfoHandlerMapping methods) {
      methods.getHandlerMethods().keySet().forEach(this::springMvcMethod);
    } else if (mapping instanceof AbstractUrlHandlerMapping urls) {
      for (Map.Entry<String, Object> entry : urls.getHandlerMap().entrySet()) {
        add(Route.of("GET", entry.getKey()));
        if (entry.getValue() instanceof ResourceHttpRequestHandler handler
            && entry.getKey().endsWith("/**")) {
          filesOf(handler, entry.getKey().substring(0, entry.getKey().length() - 2));
        }
      }
      if (urls.getRootHandler() != null) {
        add(Route.of("GET", "/"));
      }
    } else if (!(mapping instanceof RouterFunctionMapping functions
        && functions.getRouterFunction() == null)) {
      throw new IllegalStateException("What does this map? " + mapping);
    }
  }

  private void springMvcMethod(RequestMappingInfo mapping) {
    for (String path : mapping.getPatternValues()) {
      Set<RequestMethod> methods = mapping.getMethodsCondition().getMethods();
      if (methods.isEmpty()) {
        addForEveryMethod(path);
      }
      methods.forEach(method -> add(Route.of(method.name(), path)));
      if (path.equals("/actuator/health/**")) {
        for (String group : application.getBean(HealthEndpointGroups.class).getNames()) {
          add(Route.of("GET", "/actuator/health/" + group));
        }
      }
    }
  }

  /** A row for every folder that has files, with one of them as the probe. */
  private void filesOf(ResourceHttpRequestHandler handler, String base) throws IOException {
    for (var location : handler.getLocations()) {
      String folder = folder(location);
      for (var file : files.getResources("classpath*:" + folder + "**")) {
        if (file.isReadable()) {
          String path = file.getURI().toString();
          addFile(base + path.substring(path.lastIndexOf("/" + folder) + 1 + folder.length()));
        }
      }
    }
  }

  /** Where on the class path these files are. */
  private static String folder(org.springframework.core.io.Resource location) {
    if (location instanceof ClassPathResource onClassPath) {
      return onClassPath.getPath();
    }
    if (location instanceof ServletContextResource inWebRoot) {
      return WEB_ROOT + inWebRoot.getPath().substring(1);
    }
    throw new IllegalStateException("Which files are these? " + location);
  }

  private void addFile(String path) {
    int name = path.lastIndexOf('/') + 1;
    // What lies at the root belongs to nothing in common.
    String row = name == 1 ? path : path.substring(0, name) + "*";
    add(new Route("GET", row, path, null));
  }

  private void jersey(ServletContainer servlet, String base) {
    servlet
        .getApplicationHandler()
        .getInjectionManager()
        .getInstance(ExtendedResourceContext.class)
        .getResourceModel()
        .getRootResources()
        .forEach(root -> jersey(root, base + "/" + root.getPath(), List.of()));
  }

  /**
   * @param within the locators that led here, so that those which lead in a circle end
   */
  private void jersey(Resource resource, String at, List<Class<?>> within) {
    String path =
        at.replaceAll("\\{\\s*(\\w+)\\s*:[^}]*}", "{$1}")
            .replaceAll("/{2,}", "/")
            .replaceAll("(?<=.)/$", "");
    for (ResourceMethod method : resource.getResourceMethods()) {
      if (!method.getHttpMethod().equals("OPTIONS")) {
        boolean multipart = method.getConsumedTypes().contains(MediaType.MULTIPART_FORM_DATA_TYPE);
        add(
            Route.of(
                method.getHttpMethod(),
                path,
                multipart ? MediaType.MULTIPART_FORM_DATA : Route.JSON));
      }
    }
    for (Resource child : resource.getChildResources()) {
      jersey(child, path + "/" + child.getPath(), within);
    }
    ResourceMethod locator = resource.getResourceLocator();
    if (locator != null) {
      Class<?> target = locator.getInvocable().getRawResponseType();
      Resource located = Resource.from(target);
      if (located == null
          || located.getAllMethods().isEmpty() && located.getChildResources().isEmpty()) {
        throw new IllegalStateException(path + " leads to " + target + ", which maps nothing");
      }
      if (!within.contains(target)) {
        var further = new ArrayList<>(within);
        further.add(target);
        // A path of the class itself counts only where the class is a root.
        jersey(located, path, further);
      }
    }
  }

  /** Spring Security's filters take forms before any servlet sees them. */
  private void signInAndOut() {
    for (SecurityFilterChain chain :
        application.getBean(FilterChainProxy.class).getFilterChains()) {
      for (Filter filter : chain.getFilters()) {
        if (filter instanceof AbstractAuthenticationProcessingFilter) {
          addMatched(
              chain, ReflectionTestUtils.getField(filter, "requiresAuthenticationRequestMatcher"));
        } else if (filter instanceof LogoutFilter) {
          addMatched(chain, ReflectionTestUtils.getField(filter, "logoutRequestMatcher"));
        }
      }
    }
  }

  private void addMatched(SecurityFilterChain chain, Object matcher) {
    var requests = MATCHER.matcher(String.valueOf(matcher));
    if (!requests.find()) {
      throw new IllegalStateException("What does this match? " + matcher);
    }
    do {
      String path = requests.group("path");
      for (String method : List.of("GET", "POST")) {
        boolean sameMethod =
            requests.group("method") == null || requests.group("method").equals(method);
        Route route = Route.of(method, path);
        // The chain for programs has a filter for /logout, too, but is not asked about it.
        if (sameMethod && chain.matches(new MockHttpServletRequest(method, route.probe()))) {
          add(route);
        }
      }
    } while (requests.find());
  }

  /** A filter for one address only is there to answer it. */
  private void otherFilters() {
    application
        .getServletContext()
        .getFilterRegistrations()
        .values()
        .forEach(
            filter ->
                filter.getUrlPatternMappings().stream()
                    .filter(pattern -> !pattern.contains("*"))
                    .forEach(pattern -> add(Route.of("GET", pattern))));
  }

  /** The webapps' pages are nobody's mapping: a filter fills them in, for every webapp it finds. */
  private void webapps() throws IOException {
    var names = new HashSet<String>();
    String folder = "webjars/camunda/app/";
    for (var page : files.getResources("classpath*:" + WEB_ROOT + folder + "*/index.html")) {
      String[] path = page.getURI().toString().split("/");
      names.add(path[path.length - 2]);
    }
    add(Route.of("GET", "/camunda/app/"));
    for (String name : names) {
      String webapp = "/camunda/app/" + name;
      add(Route.of("GET", webapp + "/"));
      add(Route.of("GET", webapp + "/{engine}/"));
      add(Route.of("GET", webapp + "/{engine}/setup/"));
    }
  }
}
