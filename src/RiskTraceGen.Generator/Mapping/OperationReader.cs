using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;
using RiskTraceGen.Generator.Model;
using RiskTraceGen.Parsing;

namespace RiskTraceGen.Generator.Mapping;

/// <summary>
/// Reads one method: what it calls, raises and creates. Lambdas are part of the method that holds them; what is
/// handed on as a delegate counts as called there, what is kept in a local where that is used.
/// </summary>
internal sealed class OperationReader
{
    private readonly CodeWalk _walk;
    private readonly CodeNode _node;
    private TypeArguments _arguments;
    private readonly KeptDelegates _kept;
    private readonly DelegateValues _delegates;
    private readonly LocalDelegates _locals;

    public OperationReader(CodeWalk walk, CodeNode node)
    {
        _walk = walk;
        _node = node;
        _arguments = new TypeArguments(node.Code.Methods);
        _kept = new KeptDelegates(Run);
        _delegates = new DelegateValues(walk, node, _kept, ReadHeld, type => _arguments.Of(type));
        _locals = new LocalDelegates(walk, _delegates);
    }

    /// <summary>Reads the pieces of source that a method consists of, in the order in which they run.</summary>
    public void Read(IEnumerable<SyntaxNode> sources)
    {
        foreach (SyntaxNode source in sources)
            Read(source);
        _kept.UseAll();
    }

    private void Read(SyntaxNode source)
    {
        if (_walk.ModelOf(source.SyntaxTree).GetOperation(source) is { } operation)
            Read(operation is ILocalFunctionOperation { Body: { } body } ? body : operation);
    }

    // In there the type parameters of the type that holds it are spoken of.
    private void ReadHeld(SyntaxNode made, INamedTypeSymbol holder)
    {
        TypeArguments outer = _arguments;
        _arguments = new TypeArguments(outer.Of(holder), outer);
        Read(made);
        _arguments = outer;
    }

    private void Read(IOperation root)
    {
        var pending = new Stack<(IOperation Operation, bool IsWhole)>();
        pending.Push((root, false));
        while (pending.Count > 0)
        {
            (IOperation operation, bool isWhole) = pending.Pop();
            if (isWhole)
                Take(operation);
            else if (operation is not IAnonymousFunctionOperation || !_kept.Keep(operation))
                foreach ((IOperation, bool) next in EvaluationOrder.Of(operation).Reverse())
                    pending.Push(next);
        }
    }

    private void Take(IOperation operation)
    {
        Visit(operation);
        _locals.Fill(operation);
        foreach (ImplicitCall call in ImplicitCalls.Of(operation))
            Call(call);
    }

    private void Visit(IOperation operation)
    {
        switch (operation)
        {
            case IInvocationOperation invocation:
                Invoke(invocation);
                break;
            case IObjectCreationOperation { Constructor: { } constructor }:
                Construct(_arguments.Of(constructor), operation);
                break;
            case IPropertyReferenceOperation property:
                Access(property);
                break;
            case IMethodReferenceOperation { Method.MethodKind: MethodKind.DelegateInvoke } method:
                _delegates.Use(method.Instance);
                break;
            case IMethodReferenceOperation method when !_kept.Keep(method):
                Call(method);
                break;
            case ITypeParameterObjectCreationOperation { Type: { } type }:
                Create(type, operation);
                break;
            case IArgumentOperation argument:
                _delegates.Use(argument.Value);
                HandOver(argument);
                break;
            case IVariableInitializerOperation initializer:
                _delegates.Use(initializer.Value);
                break;
            case IReturnOperation returned:
                _delegates.Use(returned.ReturnedValue);
                break;
            case IDynamicInvocationOperation or IDynamicObjectCreationOperation or IDynamicIndexerAccessOperation:
                LoseTrack(operation, "what it calls is found out at run time");
                break;
            case IFunctionPointerInvocationOperation:
                LoseTrack(operation, "a function pointer");
                break;
            case IInvalidOperation { Syntax: InvocationExpressionSyntax }:
                LoseTrack(operation, "it is not known to the compiler when the map is made");
                break;
        }
    }

    private void Invoke(IInvocationOperation invocation)
    {
        IMethodSymbol method = invocation.TargetMethod;
        if (method.MethodKind == MethodKind.DelegateInvoke
            || method is { Name: nameof(Delegate.DynamicInvoke), ContainingType.SpecialType: SpecialType.System_Delegate })
            _delegates.Use(invocation.Instance);
        else
            Call(method, invocation.Instance, invocation, invocation.IsVirtual, invocation.ConstrainedToType);
    }

    private void Raise(ITypeSymbol payload, IOperation operation)
    {
        if (payload is ITypeParameterSymbol)
            LoseTrack(operation, "the type of the payload is not known here");
        else
            _node.Add(new CodeEdge(EdgeKind.Raise, HookMethods.HookOf(payload) ?? payload.Name, "", null, Place(operation)));
    }

    // Whoever calls a delegate gives it what its parameters hold, but for the receiver of an extension.
    private void Call(IMethodReferenceOperation method)
    {
        _delegates.Use(method.Instance);
        Call(method.Method, method.Instance, method, method.IsVirtual, method.ConstrainedToType);
        foreach (IParameterSymbol parameter in method.Method.Parameters.Skip(
            method is { Instance: not null, Method: { IsExtensionMethod: true, ReducedFrom: null } } ? 1 : 0))
            if (parameter.RefKind != RefKind.Out && _delegates.IsDelegate(parameter.Type) && _walk.Boundary.IsSource(method.Method))
                _delegates.LoseTrack(parameter.Name, Place(method));
    }

    // What a local has kept runs.
    private void Run(IOperation made)
    {
        if (made is IMethodReferenceOperation method)
            Call(method);
        else if (made is IAnonymousFunctionOperation function)
            Read(function.Body);
    }

    // Code outside may call whatever an interface lets it call on an object of the project.
    private void HandOver(IArgumentOperation argument)
    {
        if (argument.Parameter is not { Type: INamedTypeSymbol { TypeKind: TypeKind.Interface } contract, ContainingSymbol: var called }
            || _walk.Boundary.IsSource(called)
            || _walk.Boundary.IsSource(contract))
            return;
        if (LocalDelegates.Unconverted(argument.Value).Type is { } type && IsHandedOver(_arguments.Of(type), argument.Parameter.OriginalDefinition))
            foreach (IMethodSymbol method in contract.AllInterfaces.Prepend(contract)
                .SelectMany(part => part.GetMembers())
                .OfType<IMethodSymbol>()
                .Where(method => !method.IsStatic))
                Call(ImplicitCall.On(type, method, argument.Value));
    }

    // As an interface it may be any object that has it; unless it is only kept, as in a list of such.
    private bool IsHandedOver(ITypeSymbol type, IParameterSymbol parameter)
        => type.TypeKind switch
        {
            TypeKind.Class or TypeKind.Struct => _walk.Boundary.IsSource(type),
            TypeKind.Interface => parameter.Type.TypeKind == TypeKind.Interface,
            _ => false,
        };

    private void Access(IPropertyReferenceOperation property)
    {
        if (property.Property is { Name: nameof(Lazy<int>.Value), ContainingType: var holder } && WellKnown.IsLazy(holder))
            _delegates.Use(property.Instance);
        bool isVirtual = property.Instance is not IInstanceReferenceOperation { Syntax: BaseExpressionSyntax };
        foreach (IMethodSymbol accessor in PropertyAccess.Of(property.Property, property))
            Call(accessor, property.Instance, property, isVirtual, property.ConstrainedToType);
    }

    // What new T() constructs is known where T is.
    private void Create(ITypeSymbol type, IOperation operation)
    {
        if (_arguments.Of(type) is INamedTypeSymbol { TypeKind: TypeKind.Class or TypeKind.Struct } created
            && created.InstanceConstructors.FirstOrDefault(candidate => candidate.Parameters.IsEmpty) is { } constructor)
            Construct(constructor, operation);
    }

    // What a constructor calls is what the type that is made overrides, also in those of its base classes.
    private void Construct(IMethodSymbol constructor, IOperation operation)
        => _walk.Call(_node, constructor, constructor.ContainingType, isExact: true, isVirtual: false, Place(operation));

    private void Call(ImplicitCall call)
    {
        IMethodSymbol called = _arguments.Of(call.Method.ReducedFrom ?? call.Method);
        ITypeSymbol? type = call.Receiver is null ? null : _arguments.Of(call.Receiver);
        if (call.Receiver is ITypeParameterSymbol && type is INamedTypeSymbol known)
            called = _walk.Overrides.In(known, called).Select(found => found.Method).FirstOrDefault() ?? called;
        _walk.Call(
            _node,
            called,
            type as INamedTypeSymbol ?? called.ContainingType,
            isExact: called.IsStatic && type is INamedTypeSymbol,
            isVirtual: true,
            Place(call.Subject));
    }

    private void Call(IMethodSymbol method, IOperation? instance, IOperation operation, bool isVirtual = false, ITypeSymbol? constrained = null)
    {
        IMethodSymbol called = _arguments.Of(method.ReducedFrom ?? method);
        if (called.MethodKind == MethodKind.LocalFunction)
        {
            _walk.CallLocal(_node, called, Place(operation));
            return;
        }

        if (WellKnown.IsRiskFlow(called.ContainingType) && called is { Name: "Raise" or "RaiseAsync", TypeArguments: [var payload] })
        {
            Raise(payload, operation);
            return;
        }

        (INamedTypeSymbol? receiver, bool isExact) = constrained is null ? Receiver(instance) : Constrained(constrained);
        _walk.Call(_node, called, receiver ?? called.ContainingType, isExact, isVirtual, Place(operation));
    }

    // A static member is called through a type parameter: what that stands for has it, and no type that inherits from it comes first.
    private (INamedTypeSymbol? Type, bool IsExact) Constrained(ITypeSymbol parameter)
        => _arguments.Of(parameter) is INamedTypeSymbol type ? (type, true) : (null, false);

    private (INamedTypeSymbol? Type, bool IsExact) Receiver(IOperation? instance)
    {
        if (instance is null)
            return (null, false);

        // A lambda that a field of another type holds speaks of an object of that type.
        IOperation value = ImplicitCall.Unconverted(instance);
        if (value is IInstanceReferenceOperation { ReferenceKind: InstanceReferenceKind.ContainingTypeInstance, Type: INamedTypeSymbol own }
            && Declarations.IsOrInherits(_node.Code.Type, own.OriginalDefinition))
            return (_node.Code.Receiver ?? _node.Code.Type, _node.Code.Receiver is not null || _walk.IsExact(_node.Code.Type));
        INamedTypeSymbol? type = value.Type is { } written ? _arguments.Of(written) as INamedTypeSymbol : null;
        return (type, value is IObjectCreationOperation || (type is { IsAbstract: false } && _walk.Boundary.IsSource(type) && _walk.IsExact(type)));
    }

    private void LoseTrack(IOperation operation, string reason)
        => _node.Add(new CodeEdge(EdgeKind.NotFollowed, DelegateValues.TextOf(operation.Syntax), reason, null, Place(operation)));

    // Of a chain of calls, the line that names this one.
    private PlaceModel Place(IOperation operation) => operation.Syntax switch
    {
        InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax access } => _walk.Paths.Of(access.Name),
        InvocationExpressionSyntax { Expression: MemberBindingExpressionSyntax binding } => _walk.Paths.Of(binding.Name),
        MemberAccessExpressionSyntax access => _walk.Paths.Of(access.Name),
        var syntax => _walk.Paths.Of(syntax),
    };
}
