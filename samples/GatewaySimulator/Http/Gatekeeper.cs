using System.Globalization;
using GatewaySimulator.Hosting;
using ProjectX;

namespace GatewaySimulator.Http;

/// <summary>Who may come in, and how often: 401 without a valid token, 429 above the limits.</summary>
internal sealed class Gatekeeper(SimulatorOptions options, Tokens tokens, RequestDelegate next)
{
    private readonly Lock _lock = new();
    private readonly CallWindow _calls = new(options.Limit);
    private readonly CallWindow _bars = new(options.BarLimit);

    public Task InvokeAsync(HttpContext context)
    {
        // Routing knows both forms of a path.
        PathString path = context.Request.Path.Value?.TrimEnd('/');
        bool isCall = path.StartsWithSegments("/api") && path != "/api/Status/ping";
        if ((isCall && path != GatewayCalls.LoginKey.Path || path.StartsWithSegments("/hubs")) && !tokens.IsValid(Tokens.Of(context.Request)))
            return Refuse(context, StatusCodes.Status401Unauthorized);
        if (isCall && !TryTake(path == GatewayCalls.RetrieveBars.Path ? _bars : _calls, out TimeSpan wait))
        {
            context.Response.Headers.RetryAfter = Math.Ceiling(wait.TotalSeconds).ToString(CultureInfo.InvariantCulture);
            return Refuse(context, StatusCodes.Status429TooManyRequests);
        }

        return next(context);
    }

    private bool TryTake(CallWindow window, out TimeSpan wait)
    {
        lock (_lock)
        {
            DateTimeOffset now = options.Time.GetUtcNow();
            DateTimeOffset turn = window.Turn(now);
            wait = turn - now;
            if (wait > TimeSpan.Zero)
                return false;
            window.Add(now);
            return true;
        }
    }

    private static Task Refuse(HttpContext context, int status)
    {
        context.Response.StatusCode = status;
        return Task.CompletedTask;
    }
}
