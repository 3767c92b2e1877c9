using GatewaySimulator.Exchange;
using GatewaySimulator.Hosting;
using ProjectX;

namespace GatewaySimulator.Http;

/// <summary>The calls of the gateway.</summary>
internal static class GatewayEndpoints
{
    public static void Map(IEndpointRouteBuilder routes, SimulatorOptions options, Tokens tokens, SimulatedExchange exchange, ContractList contracts)
    {
        routes.MapGet("/api/Status/ping", () => Results.Json("pong", GatewayJson.Default.String));

        routes.MapPost(GatewayCalls.LoginKey.Path, (LoginKeyRequest request) => LogIn(options, tokens, request));
        // The old token goes on until it expires: calls under way carry it.
        routes.MapPost(GatewayCalls.Validate.Path, () => new ValidateResponse { Success = true, NewToken = tokens.Issue() });
        routes.MapPost(GatewayCalls.Logout.Path, (HttpRequest request) =>
        {
            tokens.End(Tokens.Of(request)!);
            return Answer.Success;
        });

        routes.MapPost(GatewayCalls.SearchAccounts.Path, (SearchAccountsRequest request) => new AccountsResponse([exchange.Account]) { Success = true });

        routes.MapPost(
            GatewayCalls.AvailableContracts.Path, (AvailableContractsRequest request) => new ContractsResponse([.. contracts.All]) { Success = true });
        routes.MapPost(
            GatewayCalls.SearchContracts.Path,
            (SearchContractsRequest request)
                => new ContractsResponse([.. contracts.All.Where(contract => Matches(contract, request.SearchText))]) { Success = true });
        routes.MapPost(GatewayCalls.SearchContractById.Path, (SearchContractByIdRequest request) => contracts.Find(request.ContractId) is { } contract
            ? new ContractResponse(contracts.Describe(contract)) { Success = true }
            : new ContractResponse((Contract?)null) { ErrorCode = Answer.CodeOf(GatewayCalls.SearchContractById, "ContractNotFound") });

        routes.MapPost(GatewayCalls.RetrieveBars.Path, (RetrieveBarsRequest request) => exchange.RetrieveBars(request));

        routes.MapPost(GatewayCalls.SearchOrders.Path, (SearchOrdersRequest request) => exchange.SearchOrders(request));
        routes.MapPost(GatewayCalls.SearchOpenOrders.Path, (AccountRequest request) => exchange.SearchOpenOrders(request));
        routes.MapPost(GatewayCalls.PlaceOrder.Path, (PlaceOrderRequest request) => exchange.Place(request));
        routes.MapPost(GatewayCalls.CancelOrder.Path, (CancelOrderRequest request) => exchange.Cancel(request));
        routes.MapPost(GatewayCalls.ModifyOrder.Path, (ModifyOrderRequest request) => exchange.Modify(request));

        routes.MapPost(GatewayCalls.SearchOpenPositions.Path, (AccountRequest request) => exchange.SearchOpenPositions(request));
        routes.MapPost(GatewayCalls.CloseContract.Path, (CloseContractRequest request) => exchange.CloseContract(request));
        routes.MapPost(GatewayCalls.PartialCloseContract.Path, (PartialCloseContractRequest request) => exchange.PartialCloseContract(request));

        routes.MapPost(GatewayCalls.SearchTrades.Path, (SearchTradesRequest request) => exchange.SearchTrades(request));
    }

    private static LoginKeyResponse LogIn(SimulatorOptions options, Tokens tokens, LoginKeyRequest request)
    {
        string? refusal = request.UserName != options.UserName ? "UserNotFound" : request.ApiKey != options.ApiKey ? "InvalidCredentials" : null;
        return refusal is null
            ? new LoginKeyResponse { Success = true, Token = tokens.Issue() }
            : new LoginKeyResponse { ErrorCode = Answer.CodeOf(GatewayCalls.LoginKey, refusal) };
    }

    private static bool Matches(Contract contract, string? text)
        => string.IsNullOrEmpty(text)
            || contract.Id.Contains(text, StringComparison.OrdinalIgnoreCase)
            || contract.Name?.Contains(text, StringComparison.OrdinalIgnoreCase) == true
            || contract.Description.Contains(text, StringComparison.OrdinalIgnoreCase);
}
