namespace ProjectX;

/// <summary>Every endpoint, and what its error codes mean: the same number means something else on another one.</summary>
public static class GatewayCalls
{
    private static readonly string[] NoAccount = ["AccountNotFound"];
    private static readonly string[] OfChange = ["AccountNotFound", "OrderNotFound", "Rejected", "Pending", "UnknownError", "AccountRejected"];

    /// <summary>POST /api/Auth/loginKey.</summary>
    public static readonly GatewayCall LoginKey = Command(
        "/api/Auth/loginKey", "UserNotFound", "PasswordVerificationFailed", "InvalidCredentials", "AppNotFound", "AppVerificationFailed", "InvalidDevice",
        "AgreementsNotSigned", "UnknownError", "ApiSubscriptionNotFound", "ApiKeyAuthenticationDisabled");

    /// <summary>POST /api/Auth/validate.</summary>
    public static readonly GatewayCall Validate = Command("/api/Auth/validate", "InvalidSession", "SessionNotFound", "ExpiredToken", "UnknownError");

    /// <summary>POST /api/Auth/logout.</summary>
    public static readonly GatewayCall Logout = Command("/api/Auth/logout");

    /// <summary>POST /api/Account/search.</summary>
    public static readonly GatewayCall SearchAccounts = Query("/api/Account/search");

    /// <summary>POST /api/Contract/search.</summary>
    public static readonly GatewayCall SearchContracts = Query("/api/Contract/search");

    /// <summary>POST /api/Contract/searchById.</summary>
    public static readonly GatewayCall SearchContractById = Query("/api/Contract/searchById", "ContractNotFound");

    /// <summary>POST /api/Contract/available.</summary>
    public static readonly GatewayCall AvailableContracts = Query("/api/Contract/available");

    /// <summary>POST /api/History/retrieveBars.</summary>
    public static readonly GatewayCall RetrieveBars = Query(
        "/api/History/retrieveBars", "ContractNotFound", "UnitInvalid", "UnitNumberInvalid", "LimitInvalid");

    /// <summary>POST /api/Order/search.</summary>
    public static readonly GatewayCall SearchOrders = Query("/api/Order/search", NoAccount);

    /// <summary>POST /api/Order/searchOpen.</summary>
    public static readonly GatewayCall SearchOpenOrders = Query("/api/Order/searchOpen", NoAccount);

    /// <summary>POST /api/Order/place.</summary>
    public static readonly GatewayCall PlaceOrder = Command(
        "/api/Order/place", "AccountNotFound", "OrderRejected", "InsufficientFunds", "AccountViolation", "OutsideTradingHours", "OrderPending", "UnknownError",
        "ContractNotFound", "ContractNotActive", "AccountRejected");

    /// <summary>POST /api/Order/cancel.</summary>
    public static readonly GatewayCall CancelOrder = Close("/api/Order/cancel", OfChange);

    /// <summary>POST /api/Order/modify.</summary>
    public static readonly GatewayCall ModifyOrder = Command("/api/Order/modify", [.. OfChange, "ContractNotFound"]);

    /// <summary>POST /api/Position/searchOpen.</summary>
    public static readonly GatewayCall SearchOpenPositions = Query("/api/Position/searchOpen", NoAccount);

    /// <summary>POST /api/Position/closeContract.</summary>
    public static readonly GatewayCall CloseContract = Close(
        "/api/Position/closeContract", "AccountNotFound", "PositionNotFound", "ContractNotFound", "ContractNotActive", "OrderRejected", "OrderPending",
        "UnknownError", "AccountRejected");

    /// <summary>POST /api/Position/partialCloseContract.</summary>
    public static readonly GatewayCall PartialCloseContract = Close(
        "/api/Position/partialCloseContract", "AccountNotFound", "PositionNotFound", "ContractNotFound", "ContractNotActive", "InvalidCloseSize",
        "OrderRejected", "OrderPending", "UnknownError", "AccountRejected");

    /// <summary>POST /api/Trade/search.</summary>
    public static readonly GatewayCall SearchTrades = Query("/api/Trade/search", NoAccount);

    /// <summary>All of them.</summary>
    public static IReadOnlyList<GatewayCall> All { get; } =
    [
        LoginKey, Validate, Logout, SearchAccounts, SearchContracts, SearchContractById, AvailableContracts, RetrieveBars, SearchOrders, SearchOpenOrders,
        PlaceOrder, CancelOrder, ModifyOrder, SearchOpenPositions, CloseContract, PartialCloseContract, SearchTrades,
    ];

    private static GatewayCall Query(string path, params string[] codes) => new(path, codes, IsQuery: true, CallUrgency.Search);

    private static GatewayCall Command(string path, params string[] codes) => new(path, codes, IsQuery: false, CallUrgency.Order);

    private static GatewayCall Close(string path, params string[] codes) => new(path, codes, IsQuery: false, CallUrgency.Close);
}
