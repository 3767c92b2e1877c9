namespace GatewaySimulator.Tests.Protocol;

/// <summary>The protocol's reference, copied down by hand: what each endpoint answers. It shares nothing with the models of client and simulator.</summary>
internal static class Reference
{
    public const string Common = "success:bool errorCode:int errorMessage:string?";

    public static readonly IReadOnlyDictionary<string, string> Models = new Dictionary<string, string>
    {
        ["Account"] = "id:int name:string balance:number canTrade:bool isVisible:bool simulated:bool",
        ["Contract"] = "id:string name:string description:string tickSize:number tickValue:number activeContract:bool symbolId:string",
        ["Bar"] = "t:time o:number h:number l:number c:number v:int",
        ["Order"] = "id:int accountId:int contractId:string symbolId:string creationTimestamp:time updateTimestamp:time? status:int type:int side:int size:int limitPrice:number? stopPrice:number? fillVolume:int filledPrice:number? customTag:string?",
        ["Position"] = "id:int accountId:int contractId:string creationTimestamp:time type:int size:int averagePrice:number",
        ["HalfTrade"] = "id:int accountId:int contractId:string creationTimestamp:time price:number profitAndLoss:number? fees:number side:int size:int voided:bool orderId:int",
    };

    /// <summary>Path, request, and what the answer adds.</summary>
    public static readonly IReadOnlyList<(string Path, string Request, string Adds)> Endpoints =
    [
        ("/api/Auth/loginKey", """{"userName":"demo","apiKey":"simulator"}""", "token:string?"),
        ("/api/Auth/validate", "{}", "newToken:string?"),
        ("/api/Account/search", """{"onlyActiveAccounts":true}""", "accounts:[Account]"),
        ("/api/Contract/search", """{"searchText":"ES","live":false}""", "contracts:[Contract]"),
        ("/api/Contract/searchById", """{"contractId":"CON.F.US.EP.Z25"}""", "contract:Contract"),
        ("/api/Contract/available", """{"live":false}""", "contracts:[Contract]"),
        ("/api/History/retrieveBars", """{"contractId":"CON.F.US.EP.Z25","live":false,"startTime":"2025-09-17T00:00:00Z","endTime":"2025-09-18T00:00:00Z","unit":2,"unitNumber":1,"limit":10,"includePartialBar":true}""", "bars:[Bar]"),
        ("/api/Order/search", """{"accountId":1001,"startTimestamp":"2025-09-17T00:00:00Z"}""", "orders:[Order]"),
        ("/api/Order/searchOpen", """{"accountId":1001}""", "orders:[Order]"),
        ("/api/Order/place", """{"accountId":1001,"contractId":"CON.F.US.EP.Z25","type":1,"side":0,"size":1,"limitPrice":6000,"stopPrice":null,"trailPrice":null,"customTag":"placed","stopLossBracket":{"ticks":8,"type":4},"takeProfitBracket":null}""", "orderId:int"),
        ("/api/Order/modify", """{"accountId":1001,"orderId":1,"size":2,"limitPrice":null,"stopPrice":null,"trailPrice":null}""", ""),
        ("/api/Order/cancel", """{"accountId":1001,"orderId":1}""", ""),
        ("/api/Position/searchOpen", """{"accountId":1001}""", "positions:[Position]"),
        ("/api/Position/partialCloseContract", """{"accountId":1001,"contractId":"CON.F.US.EP.Z25","size":1}""", ""),
        ("/api/Position/closeContract", """{"accountId":1001,"contractId":"CON.F.US.EP.Z25"}""", ""),
        ("/api/Trade/search", """{"accountId":1001,"startTimestamp":null,"endTimestamp":null}""", "trades:[HalfTrade]"),
        ("/api/Auth/logout", "{}", ""),
    ];

    /// <summary>The error codes of each endpoint, from 1.</summary>
    public static readonly IReadOnlyDictionary<string, string> ErrorCodes = new Dictionary<string, string>
    {
        ["/api/Order/place"] = "AccountNotFound OrderRejected InsufficientFunds AccountViolation OutsideTradingHours OrderPending UnknownError ContractNotFound ContractNotActive AccountRejected",
        ["/api/Order/cancel"] = "AccountNotFound OrderNotFound Rejected Pending UnknownError AccountRejected",
        ["/api/Order/modify"] = "AccountNotFound OrderNotFound Rejected Pending UnknownError AccountRejected ContractNotFound",
        ["/api/Position/closeContract"] = "AccountNotFound PositionNotFound ContractNotFound ContractNotActive OrderRejected OrderPending UnknownError AccountRejected",
        ["/api/Position/partialCloseContract"] = "AccountNotFound PositionNotFound ContractNotFound ContractNotActive InvalidCloseSize OrderRejected OrderPending UnknownError AccountRejected",
        ["/api/Auth/loginKey"] = "UserNotFound PasswordVerificationFailed InvalidCredentials AppNotFound AppVerificationFailed InvalidDevice AgreementsNotSigned UnknownError ApiSubscriptionNotFound ApiKeyAuthenticationDisabled",
        ["/api/Auth/validate"] = "InvalidSession SessionNotFound ExpiredToken UnknownError",
        ["/api/History/retrieveBars"] = "ContractNotFound UnitInvalid UnitNumberInvalid LimitInvalid",
        ["/api/Order/search"] = "AccountNotFound",
        ["/api/Order/searchOpen"] = "AccountNotFound",
        ["/api/Position/searchOpen"] = "AccountNotFound",
        ["/api/Trade/search"] = "AccountNotFound",
        ["/api/Contract/searchById"] = "ContractNotFound",
    };
}
