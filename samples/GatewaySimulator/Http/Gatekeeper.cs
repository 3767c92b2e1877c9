using GatewaySimulator.Hosting;
using ProjectX;

namespace GatewaySimulator.Http;

/// <summary>Who may come in, and how often: 401 without a valid token, 429 above the limits.</summary>
internal sealed class Gatekeeper(SimulatorOptions options, Tokens tokens, RequestDelegate next)
{
    private readonly CallWindow _calls = new(options.Limit, options.Time);
    private readonly CallWindow _bars = new(options.BarLimit, options.Time);

    public Task InvokeAsync(HttpContext context)
    {
        PathString path = context.Request.Path;
        bool isCall = path.StartsWithSegments("/api") && path != "/api/Status/ping";
        if ((isCall && path != GatewayCalls.LoginKey.Path || path.StartsWithSegments("/hubs")) && !tokens.IsValid(Tokens.Of(context.Request)))
            return Refuse(context, StatusCodes.Status401Unauthorized);
        if (isCall && !(path == GatewayCalls.RetrieveBars.Path ? _bars : _calls).TryTake())
            return Refuse(context, StatusCodes.Status429TooManyRequests);
        return next(context);
    }

    private static Task Refuse(HttpContext context, int status)
    {
        context.Response.StatusCode = status;
        return Task.CompletedTask;
    }
}
